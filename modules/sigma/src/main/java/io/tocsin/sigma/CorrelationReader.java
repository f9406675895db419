package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads documents with a {@code correlation}, and what older rules count. */
final class CorrelationReader {
    private static final List<String> TYPES = List.of(
            "event_count", "value_count", "temporal", "temporal_ordered", "value_sum", "value_avg", "value_percentile");

    /** As many steps as a sequence of ours takes. */
    private static final int STEPS_MAX = 8;

    private final Set<String> known;

    /** What all correlations have. */
    private record Parts(SigmaAbout about, List<SigmaRule> rules, List<SigmaKey> by, Duration within) {}

    /**
     * A reader.
     *
     * @param known ids and names of all rules, active or not
     */
    CorrelationReader(Set<String> known) {
        this.known = known;
    }

    /** The rules that a correlation names, as it names them. */
    static List<String> references(Document document) {
        Section section = document.body().section("correlation");
        return section == null ? List.of() : section.texts("rules");
    }

    /**
     * Reads one; null when it stays inactive, and then the document says why.
     *
     * @param rules what it names, in its order
     */
    @Nullable
    SigmaCorrelation read(Document document, List<DraftRule> rules) {
        Faults faults = document.faults();
        Section section = document.body().section("correlation");
        if (section == null) return null;
        String type = section.required("type");
        section.node("rules");
        section.node("generate");
        Duration within = within(section, faults);
        Keys keys = new Keys(rules, references(document), section.section("aliases"), faults);
        List<SigmaKey> by = keys.of(section.mark("group-by"), section.texts("group-by"));
        Limits limits = Limits.read(section, faults);
        section.done();
        if (!faults.isEmpty() || rules.isEmpty()) return null;
        List<SigmaRule> sigma = rules.stream().map(DraftRule::rule).toList();
        SigmaCorrelation correlation =
                build(type, new Parts(document.about(), sigma, by, within), limits, keys, section, faults);
        return faults.isEmpty() ? correlation : null;
    }

    private static Duration within(Section section, Faults faults) {
        String text = section.required("timespan");
        Duration within = Durations.parse(text);
        if (within != null && within.isPositive()) return within;
        if (!text.isEmpty())
            faults.broken(
                    section.mark("timespan"), "'timespan' must be a number with s, m, h or d, not '" + text + "'");
        return Duration.ofMinutes(1);
    }

    private static @Nullable SigmaCorrelation build(
            String type, Parts parts, Limits limits, Keys keys, Section section, Faults faults) {
        SigmaAbout about = parts.about;
        List<SigmaRule> rules = parts.rules;
        List<SigmaKey> by = parts.by;
        Duration within = parts.within;
        Mark at = section.mark("condition");
        return switch (type) {
            case "event_count" ->
                new SigmaCorrelation.EventCount(about, rules, by, within, limits.required(at, faults));
            case "value_count" ->
                new SigmaCorrelation.ValueCount(
                        about, rules, by, within, keys.of(at, limits.fields(at, faults)), limits.required(at, faults));
            case "value_sum" ->
                new SigmaCorrelation.ValueSum(
                        about, rules, by, within, one(keys, limits, at, faults), limits.required(at, faults));
            case "value_avg" ->
                new SigmaCorrelation.ValueAvg(
                        about, rules, by, within, one(keys, limits, at, faults), limits.required(at, faults));
            case "temporal" -> {
                checkSteps(rules, limits, section, faults);
                yield new SigmaCorrelation.Temporal(about, rules, by, within);
            }
            case "temporal_ordered" -> {
                checkSteps(rules, limits, section, faults);
                yield new SigmaCorrelation.TemporalOrdered(about, rules, by, within);
            }
            default -> {
                refuse(type, section.mark("type"), faults);
                yield null;
            }
        };
    }

    private static void refuse(String type, Mark at, Faults faults) {
        if (type.equals("value_percentile"))
            faults.add(
                    Why.UNSUPPORTED,
                    at,
                    "value_percentile compares how rare a value is, which nothing here does:"
                            + " for the percentile of a number write a rule with p95(field), for a rare value new(field)");
        else faults.broken(at, "unknown correlation type '" + type + "'" + Nearest.hint(type, TYPES));
    }

    private static SigmaKey one(Keys keys, Limits limits, Mark at, Faults faults) {
        List<SigmaKey> all = keys.of(at, limits.fields(at, faults));
        if (all.size() > 1) faults.broken(at, "this correlation calculates with one field");
        return all.isEmpty() ? new SigmaKey("nothing", List.of("nothing")) : all.getFirst();
    }

    /** Without a condition, or with one that asks for all rules, all of them must match; nothing else is a sequence. */
    private static void checkSteps(List<SigmaRule> rules, Limits limits, Section section, Faults faults) {
        Mark at = section.mark("rules");
        if (rules.size() < 2) faults.broken(at, "a temporal correlation is about two rules or more");
        if (rules.size() > STEPS_MAX)
            faults.add(Why.UNSUPPORTED, at, "a temporal correlation is about at most " + STEPS_MAX + " rules");
        boolean all = limits.limits().stream().allMatch(limit -> isAll(limit, rules.size()));
        if (!all)
            faults.add(Why.UNSUPPORTED, section.mark("condition"), "a temporal correlation of only some of its rules");
    }

    private static boolean isAll(SigmaLimit limit, int rules) {
        return switch (limit.operator()) {
            case GTE, EQ -> limit.value() == rules;
            case GT -> limit.value() == rules - 1;
            case LT, LTE, NEQ -> false;
        };
    }

    /** Finds the rules by id or name; those that are missing or inactive are faults. */
    List<DraftRule> resolve(Document document, List<Document> all, Map<Document, DraftRule> active) {
        Section section = document.body().section("correlation");
        Mark at = section == null ? document.mark() : section.mark("rules");
        List<DraftRule> rules = new ArrayList<>();
        List<String> names = references(document);
        if (names.isEmpty()) document.faults().broken(at, "'rules' is required: ids or names of other documents");
        for (String name : names) {
            Document named =
                    all.stream().filter(one -> one.isNamed(name)).findFirst().orElse(null);
            DraftRule rule = named == null ? null : active.get(named);
            if (rule != null && rule.aggregation() == null) rules.add(rule);
            else missing(document.faults(), at, name, named);
        }
        return rules;
    }

    private void missing(Faults faults, Mark at, String name, @Nullable Document named) {
        if (named == null) faults.broken(at, "unknown rule '" + name + "'" + Nearest.hint(name, known));
        else if (named.faults().isEmpty())
            faults.add(Why.UNSUPPORTED, at, "rule '" + name + "' is itself about several events");
        else faults.add(Why.DEPENDS, at, "rule '" + name + "' is inactive: " + named.why());
    }

    /** What an older rule counts, as a correlation with itself. */
    static @Nullable SigmaCorrelation of(Document document, DraftRule rule, Aggregation aggregation) {
        Mark at = document.body().mark("detection");
        Keys keys = new Keys(List.of(rule), List.of(rule.rule().about().id()), null, document.faults());
        SigmaAbout about = document.about();
        List<SigmaRule> rules = List.of(rule.rule());
        List<SigmaKey> by = keys.of(at, aggregation.by());
        List<SigmaKey> fields = aggregation.field().isEmpty() ? List.of() : keys.of(at, List.of(aggregation.field()));
        List<SigmaLimit> limits = List.of(aggregation.limit());
        Duration within = rule.within();
        if (!document.faults().isEmpty()) return null;
        if (fields.isEmpty()) return new SigmaCorrelation.EventCount(about, rules, by, within, limits);
        return switch (aggregation.function()) {
            case "sum" -> new SigmaCorrelation.ValueSum(about, rules, by, within, fields.getFirst(), limits);
            case "avg" -> new SigmaCorrelation.ValueAvg(about, rules, by, within, fields.getFirst(), limits);
            default -> new SigmaCorrelation.ValueCount(about, rules, by, within, fields, limits);
        };
    }
}
