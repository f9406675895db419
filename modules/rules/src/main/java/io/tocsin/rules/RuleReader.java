package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of one group. A rule without a readable {@code match} or {@code when} is no rule. */
final class RuleReader {
    private static final Duration LATE_DEFAULT = Duration.ofSeconds(30);

    /** Windows wait this long before they decide; alerts that are an hour late are for a search, not for a pager. */
    private static final Duration LATE_MAX = Duration.ofHours(1);

    private final String group;
    private final Map<String, String> groupLabels;
    private final Duration late;
    private final SourceText source;
    private final Known known;

    RuleReader(String name, Section group, SourceText source, Known known) {
        this.group = name;
        this.source = source;
        this.known = known;
        this.groupLabels = RuleTexts.labels(group);
        this.late = group.duration("late", LATE_DEFAULT);
        if (late.compareTo(LATE_MAX) > 0) {
            group.problem("late", "cannot wait " + Durations.print(late) + " for late events: at most 1h");
        }
    }

    @Nullable
    Rule read(Section rule) {
        boolean records = rule.has("record");
        if (records && rule.has("alert")) rule.problem("record", "a rule is either an 'alert' or a 'record'");
        String name = rule.required(records ? "record" : "alert");
        Query match = QueryReader.read(rule, "match", source);
        List<KeyField> by = ByReader.read(rule, source);
        Map<String, String> labels = new LinkedHashMap<>(groupLabels);
        labels.putAll(RuleTexts.labels(rule));
        WhenText written = written(rule);
        List<Limit> limits = new TierReader(rule, source, known, records).read(written, labels);
        Condition when = written == null ? null : condition(rule, written, limits);
        TimesReader.Times times = times(rule, when, by, records);
        Map<String, String> annotations = rule.textMap("annotations");
        checkTexts(rule, limits, when, labels, by, annotations);
        List<Membership> lists = MembershipReader.read(rule, known);
        Budget budget = BudgetReader.read(rule);
        rule.done();
        if (match == null || when == null || times == null) return null;
        return new Rule(
                name,
                group,
                rule.mark().file(),
                match,
                by,
                when,
                times.within(),
                late,
                times.hold(),
                times.resolveAfter(),
                limits,
                labels,
                annotations,
                records,
                budget,
                lists);
    }

    /** The times of a rule whose keys were held against its condition; null when there is none. */
    private static TimesReader.@Nullable Times times(
            Section rule, @Nullable Condition when, List<KeyField> by, boolean records) {
        Duration within = TimesReader.within(rule);
        RuleKeys.NAMES.forEach(rule::has);
        TimesReader.NAMES.forEach(rule::has);
        if (when == null) return null;
        FittingKeys.check(rule, when, by, within);
        if (records) RecordReader.check(rule, when);
        return TimesReader.read(rule, when, within);
    }

    private @Nullable WhenText written(Section rule) {
        String text = rule.text("when", "any");
        try {
            return WhenText.parse(text);
        } catch (WhenSyntaxException e) {
            report(rule, text, e);
            return null;
        }
    }

    private @Nullable Condition condition(Section rule, WhenText written, List<Limit> limits) {
        try {
            return WhenParser.parse(written, limits, new RuleKeys(rule, source), known);
        } catch (WhenSyntaxException e) {
            report(rule, written.text(), e);
            return null;
        }
    }

    private void report(Section rule, String text, WhenSyntaxException e) {
        rule.problems()
                .add(source.place(rule.mark("when"), text, e.position()), "cannot read 'when': " + e.getMessage());
    }

    private static void checkTexts(
            Section rule,
            List<Limit> limits,
            @Nullable Condition when,
            Map<String, String> labels,
            List<KeyField> by,
            Map<String, String> annotations) {
        Set<String> more = when instanceof AbsentCondition ? Set.of(SilentSource.LABEL) : Set.of();
        RuleTexts.check(rule, limits.getFirst().severity(), labels, more, by, annotations);
    }
}
