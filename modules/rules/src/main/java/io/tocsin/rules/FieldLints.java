package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.yaml.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** Compares what a rule asks for with what events have. */
final class FieldLints {
    /** A rule for single events that takes more of them is no rule for anything unusual. */
    private static final double SHARE_MAX = 0.2;

    private final Rule rule;
    private final FieldKnowledge knowledge;
    private final Lints lints;

    private FieldLints(Rule rule, FieldKnowledge knowledge, Lints lints) {
        this.rule = rule;
        this.knowledge = knowledge;
        this.lints = lints;
    }

    static void check(Rule rule, FieldKnowledge knowledge, Lints lints) {
        FieldLints fields = new FieldLints(rule, knowledge, lints);
        if (!knowledge.names().isEmpty()) fields.names();
        OptionalDouble share = knowledge.share(rule.match());
        if (share.isPresent()) fields.share(share.getAsDouble());
    }

    private void names() {
        seen("match", rule.match().fields());
        seen("by", rule.by().stream().map(KeyField::field).toList());
        for (Membership list : rule.lists())
            seen(list.inside() ? "in" : "not_in", List.of(list.field().field()));
        switch (rule.when()) {
            case SumCondition sum -> seen("when", List.of(sum.field()));
            case DistinctCondition distinct ->
                seen("when", List.of(distinct.field().field()));
            case NewCondition fresh ->
                seen("when", fresh.fields().stream().map(KeyField::field).toList());
            case SequenceCondition sequence -> sequence.steps().forEach(step -> asked("steps", step.match()));
            case RatioCondition ratio -> asked("when", ratio.part());
            case MeasureCondition measure -> seen("when", fields(measure.measure()));
            case ShiftCondition shift -> seen("when", fields(shift.measure()));
            case BaselineCondition baseline -> seen("when", fields(baseline.measure()));
            case AnyCondition any -> {}
            case CountCondition count -> {}
            case EventCondition event -> {}
            case AbsentCondition absent -> {}
        }
    }

    private static List<String> fields(Measure measure) {
        return switch (measure) {
            case Measure.Count count -> List.of();
            case Measure.Rate rate -> List.of();
            case Measure.Sum sum -> List.of(sum.field());
            case Measure.Average average -> List.of(average.field());
            case Measure.Least least -> List.of(least.field());
            case Measure.Most most -> List.of(most.field());
            case Measure.Deviation deviation -> List.of(deviation.field());
            case Measure.Percentile percentile -> List.of(percentile.field());
            case Measure.Distinct distinct -> List.of(KeyFieldReader.parse(distinct.field()).field());
        };
    }

    private void asked(String key, Query query) {
        seen(key, query.fields());
    }

    private void seen(String key, Collection<String> fields) {
        for (String field : fields) {
            if (field.startsWith("_") || knowledge.names().contains(field)) continue;
            lints.add(
                    "unknown-field",
                    rule,
                    key,
                    field,
                    "field '" + field + "' was never seen" + hint(field));
        }
    }

    private String hint(String field) {
        return Nearest.to(field, knowledge.names())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    private void share(double share) {
        if (share == 0 && !(rule.when() instanceof AbsentCondition)) {
            lints.add("matches-nothing", rule, "match", "matches none of the events that are stored");
        } else if (share > SHARE_MAX && Lints.choosesEvents(rule.when())) {
            lints.add(
                    "matches-much",
                    rule,
                    "match",
                    "matches " + Comparison.percent(share) + " of all events: more than a fifth is nothing unusual");
        }
    }
}
