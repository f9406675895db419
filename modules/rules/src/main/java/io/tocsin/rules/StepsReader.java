package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.yaml.Section;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code steps:} of a sequence: a list of {@code {match: QUERY}} and {@code {absent: QUERY}}. */
final class StepsReader {
    private StepsReader() {}

    static List<SequenceCondition.Step> read(Section rule, SourceText source, boolean ordered) {
        List<SequenceCondition.Step> steps = new ArrayList<>();
        List<Section> sections = rule.sections("steps");
        for (Section section : sections) {
            SequenceCondition.Step step = step(section, source);
            if (step != null) steps.add(step);
        }
        int count = sections.size();
        if (count < SequenceCondition.STEPS_MIN || count > SequenceCondition.STEPS_MAX) {
            rule.problem(
                    "steps",
                    "'steps' must be a list of " + SequenceCondition.STEPS_MIN + " to " + SequenceCondition.STEPS_MAX
                            + " items such as {match: QUERY}, not " + count);
        } else if (steps.size() == count) {
            checkAbsent(sections, steps, ordered);
        }
        return steps;
    }

    private static SequenceCondition.@Nullable Step step(Section section, SourceText source) {
        boolean absent = section.has("absent");
        if (absent == section.has("match"))
            section.problems().add(section.mark(), "a step needs either 'match' or 'absent'");
        Query query = QueryReader.read(section, absent ? "absent" : "match", source);
        section.done();
        return query == null ? null : new SequenceCondition.Step(query, absent);
    }

    /** What must not come is bounded by what comes before it, and by the next step or the window after it. */
    private static void checkAbsent(List<Section> sections, List<SequenceCondition.Step> steps, boolean ordered) {
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).absent()) continue;
            Section at = sections.get(i);
            if (!ordered) at.problem("absent", "together has no order, so nothing can be absent between: use sequence");
            else if (i == 0) at.problem("absent", "the first step cannot be absent: a step before it says from when");
            else if (steps.get(i - 1).absent())
                at.problem("absent", "two absent steps in a row are one: absent: (A) OR (B)");
        }
    }
}
