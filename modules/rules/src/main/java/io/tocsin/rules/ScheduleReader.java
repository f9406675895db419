package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code schedule: {business: "> 0.10"}} or, with several severities, {@code {business: {critical: "> 0.10"}}} into the
 * exceptions of limits.
 */
final class ScheduleReader {
    private final Section rule;
    private final Known known;
    private final Source thresholds;

    ScheduleReader(Section rule, Known known, Source thresholds) {
        this.rule = rule;
        this.known = known;
        this.thresholds = thresholds;
    }

    /** Reads a threshold and reports what is wrong with it. */
    interface Source {
        TierReader.@Nullable Written read(Section section, String key, Call call);
    }

    /**
     * The limits of tiers.
     *
     * @param call what is compared; null when nothing is, and nothing can be scheduled
     */
    List<Limit> limits(@Nullable Call call, List<TierReader.Tier> tiers) {
        Section schedule = rule.section("schedule");
        Map<TierReader.Tier, List<Limit.Exception>> exceptions = new LinkedHashMap<>();
        for (TierReader.Tier tier : tiers) exceptions.put(tier, new ArrayList<>());
        if (schedule != null && call == null) rule.problem("schedule", "there is no threshold that could be scheduled");
        if (schedule != null && call != null)
            for (String name : schedule.keys()) entry(schedule, name, call, exceptions);
        List<Limit> limits = new ArrayList<>();
        exceptions.forEach((tier, own) -> limits.add(limit(tier, own)));
        return limits;
    }

    private static Limit limit(TierReader.Tier tier, List<Limit.Exception> exceptions) {
        Threshold threshold = tier.threshold();
        return threshold == null
                ? Limit.always(tier.severity())
                : new Limit(tier.severity(), threshold.comparison(), tier.value(), exceptions);
    }

    private void entry(
            Section schedule, String name, Call call, Map<TierReader.Tier, List<Limit.Exception>> exceptions) {
        Calendar calendar = known.calendars().get(name);
        Yaml node = schedule.node(name);
        if (calendar == null) {
            String hint = Nearest.hint(name, known.calendars().keySet());
            schedule.problem(
                    name,
                    "unknown calendar '" + name + "'"
                            + (hint.isEmpty() ? ", define it under 'calendars' of a file or group" : hint));
            return;
        }
        if (node instanceof Yaml.Mapping) {
            severities(Section.of(node, "'" + name + "'", rule.problems()), calendar, call, exceptions);
        } else if (exceptions.size() > 1) {
            schedule.problem(name, "this rule has several severities: {" + name + ": {critical: \"> …\"}}");
        } else {
            exceptions.forEach((tier, own) -> add(schedule, name, calendar, call, tier, own));
        }
        checkOrder(schedule.mark(name), calendar, exceptions);
    }

    private void severities(
            Section section, Calendar calendar, Call call, Map<TierReader.Tier, List<Limit.Exception>> exceptions) {
        exceptions.forEach((tier, own) -> {
            for (String word : section.keys()) {
                if (Severities.same(word, tier.severity())) add(section, word, calendar, call, tier, own);
            }
        });
        List<String> words =
                exceptions.keySet().stream().map(TierReader.Tier::severity).toList();
        for (String word : section.keys()) {
            if (words.stream().noneMatch(severity -> Severities.same(word, severity)))
                section.problem(word, "the rule has no severity '" + word + "', it has " + String.join(" and ", words));
        }
    }

    private void add(
            Section section,
            String key,
            Calendar calendar,
            Call call,
            TierReader.Tier tier,
            List<Limit.Exception> exceptions) {
        TierReader.Written written = thresholds.read(section, key, call);
        Threshold usual = tier.threshold();
        if (written == null || usual == null) return;
        if (written.threshold().comparison() != usual.comparison()) {
            section.problem(
                    key,
                    "a schedule changes the number only: '" + usual.comparison().sign() + "' as in the rule, not '"
                            + written.threshold().comparison().sign() + "'");
        } else {
            exceptions.add(new Limit.Exception(calendar, written.value()));
        }
    }

    private void checkOrder(Mark at, Calendar calendar, Map<TierReader.Tier, List<Limit.Exception>> exceptions) {
        TierReader.Tier severe = null;
        double strictest = 0;
        for (Map.Entry<TierReader.Tier, List<Limit.Exception>> entry : exceptions.entrySet()) {
            Threshold threshold = entry.getKey().threshold();
            double value = valueIn(calendar, entry.getKey().value(), entry.getValue());
            if (severe != null && threshold != null && !TierOrder.stricter(strictest, value, threshold.comparison()))
                rule.problems()
                        .add(
                                at,
                                "in '" + calendar.name() + "' '" + severe.severity() + "' must stay stricter than '"
                                        + entry.getKey().severity() + "'");
            severe = entry.getKey();
            strictest = value;
        }
    }

    private static double valueIn(Calendar calendar, double usual, List<Limit.Exception> exceptions) {
        for (Limit.Exception exception : exceptions) {
            if (exception.calendar().equals(calendar)) return exception.value();
        }
        return usual;
    }
}
