package io.tocsin.server.config;

import io.tocsin.escalation.ContactRules;
import io.tocsin.escalation.ContactStep;
import io.tocsin.escalation.Loudness;
import io.tocsin.escalation.Reach;
import io.tocsin.escalation.Urgency;
import io.tocsin.model.Severity;
import io.tocsin.oncall.Hours;
import io.tocsin.routing.TimeInterval;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how people want to be told: {@code severities:}, and {@code notification_rules:} and {@code quiet_hours:} of users. */
final class ReachReader {
    /** A Monday; what is amiss in the week after it is amiss in others. {@code oncall check} looks at the weeks to come. */
    private static final Instant SOME_WEEK = Instant.parse("2026-01-05T00:00:00Z");

    private static final Duration WEEK = Duration.ofDays(8);

    /** Of a file that says nothing about it. */
    static final Reach UNSAID = new Reach(
            Map.of(
                    Severity.CRITICAL, new Reach.Meaning(Urgency.HIGH, null),
                    Severity.HIGH, new Reach.Meaning(Urgency.HIGH, null),
                    Severity.MEDIUM, new Reach.Meaning(Urgency.LOW, null),
                    Severity.LOW, new Reach.Meaning(Urgency.NONE, null)),
            Map.of());

    private static final List<String> URGENCIES = List.of("high", "low");

    private final Map<String, TimeInterval> intervals;
    private final Map<String, ContactRules> rules = new LinkedHashMap<>();

    /** @param intervals the time intervals of routing.yml by name */
    ReachReader(Map<String, TimeInterval> intervals) {
        this.intervals = intervals;
    }

    /**
     * Reads what a user says about being told; who says nothing hears by all methods at once.
     *
     * @param named the contact methods that the file names
     * @param methods those of them that say something here: secrets may be elsewhere
     */
    void user(String user, Section section, Set<String> named, Set<String> methods) {
        int before = section.problems().list().size();
        Map<Urgency, List<ContactStep>> steps = steps(section, named);
        Hours quiet = null;
        Set<Urgency> held = EnumSet.noneOf(Urgency.class);
        if (section.has("quiet_hours")) quiet = quiet(section, held);
        if (section.problems().list().size() > before || methods.isEmpty()) return;
        if (!section.has("notification_rules") && quiet == null) return;
        try {
            ContactRules read = new ContactRules(completed(steps, methods), quiet, held);
            rules.put(user, read);
            warn(user, section, read);
        } catch (IllegalArgumentException e) {
            section.problem("notification_rules", String.valueOf(e.getMessage()));
        }
    }

    /** What is urgent and has no rules goes by every method at once; what is not goes as what is. */
    private static Map<Urgency, List<ContactStep>> completed(
            Map<Urgency, List<ContactStep>> steps, Set<String> methods) {
        List<ContactStep> everything = methods.stream().map(ContactStep::now).toList();
        List<ContactStep> high = steps.getOrDefault(Urgency.HIGH, everything);
        List<ContactStep> low = steps.getOrDefault(Urgency.LOW, high);
        return Map.of(Urgency.HIGH, high, Urgency.LOW, low);
    }

    private Map<Urgency, List<ContactStep>> steps(Section user, Set<String> methods) {
        Map<Urgency, List<ContactStep>> steps = new EnumMap<>(Urgency.class);
        Section section = user.section("notification_rules");
        if (section == null) return steps;
        for (String word : URGENCIES) {
            if (!section.has(word)) continue;
            List<ContactStep> list = new ArrayList<>();
            for (Section step : section.sections(word)) {
                ContactStep read = step(step, methods);
                if (read != null) list.add(read);
            }
            if (section.list(word).isEmpty()) {
                section.problem(word, "'" + word + "' has no steps: nobody could be told; leave it out to use all");
            }
            steps.put(urgency(word), list);
        }
        if (steps.isEmpty()) section.problems().add(section.mark(), "'notification_rules' must say 'high' or 'low'");
        section.done();
        return steps;
    }

    private @Nullable ContactStep step(Section section, Set<String> methods) {
        int before = section.problems().list().size();
        String via = section.required("via");
        Duration after = section.duration("after", Duration.ZERO);
        Hours during = IntervalHours.read(section, "during", intervals);
        section.done();
        if (!via.isEmpty() && !methods.contains(via)) {
            section.problem(
                    "via",
                    "there is no '" + via + "' among the contact methods of this user" + Nearest.hint(via, methods));
        }
        if (section.problems().list().size() > before) return null;
        try {
            return new ContactStep(via, after, during);
        } catch (IllegalArgumentException e) {
            section.problem("after", String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** A list of intervals holds back what is not urgent; whoever wants more says so. */
    private @Nullable Hours quiet(Section user, Set<Urgency> held) {
        held.add(Urgency.LOW);
        if (!(user.node("quiet_hours") instanceof Yaml.Mapping)) {
            return IntervalHours.read(user, "quiet_hours", intervals);
        }
        Section section = user.section("quiet_hours");
        if (section == null) return null;
        if (!section.has("during")) section.problem("during", "'quiet_hours' must name time intervals under 'during'");
        Hours hours = IntervalHours.read(section, "during", intervals);
        for (String word : section.texts("hold")) {
            if (URGENCIES.contains(word)) held.add(urgency(word));
            else section.problem("hold", "'hold' must list 'low', 'high' or both, not '" + word + "'");
        }
        section.done();
        return hours;
    }

    private static void warn(String user, Section section, ContactRules rules) {
        Loudness.inverted(rules, SOME_WEEK, SOME_WEEK.plus(WEEK))
                .ifPresent(at -> section.problems()
                        .warn(
                                section.mark("notification_rules"),
                                "'" + user + "' would hear of low urgency before high urgency, as on " + at
                                        + ": what is less urgent may not be louder"));
        for (Urgency urgency : List.of(Urgency.LOW, Urgency.HIGH)) {
            if (!rules.plan(urgency, SOME_WEEK).isEmpty()) continue;
            section.problems()
                    .warn(
                            section.mark("notification_rules"),
                            "'" + user + "' cannot be told of " + urgency.name().toLowerCase(Locale.ROOT)
                                    + " urgency: the hours of all steps never come");
        }
        if (rules.held().contains(Urgency.HIGH)) {
            section.problems()
                    .warn(
                            section.mark("quiet_hours"),
                            "the quiet hours of '" + user + "' hold back high urgency as well: meanwhile the next "
                                    + "level is asked at once");
        }
    }

    /** Everything that was read of users, with what severities mean. */
    Reach read(Section root) {
        Map<Severity, Reach.Meaning> meanings = new EnumMap<>(UNSAID.severities());
        Section section = root.section("severities");
        if (section != null) {
            for (Severity severity : Severity.values()) {
                Section meaning = section.section(severity.name().toLowerCase(Locale.ROOT));
                if (meaning != null) meanings.put(severity, meaning(meaning, meanings.get(severity)));
            }
            section.done();
            requireOrder(section, meanings);
        }
        return new Reach(meanings, rules);
    }

    private static Reach.Meaning meaning(Section section, Reach.@Nullable Meaning otherwise) {
        Urgency urgency = section.scalar(
                "urgency",
                otherwise == null ? Urgency.HIGH : otherwise.urgency(),
                "'high', 'low' or 'none'",
                ReachReader::known);
        Duration within = section.duration("notify_within", Duration.ZERO);
        section.done();
        return new Reach.Meaning(urgency, within.isZero() ? null : within);
    }

    private static void requireOrder(Section section, Map<Severity, Reach.Meaning> meanings) {
        Urgency least = Urgency.NONE;
        for (Severity severity : Severity.values()) {
            Urgency urgency = meanings.getOrDefault(severity, new Reach.Meaning(Urgency.HIGH, null))
                    .urgency();
            String word = severity.name().toLowerCase(Locale.ROOT);
            if (urgency.compareTo(least) < 0) {
                section.problems().warn(section.mark(word), "'" + word + "' is less urgent than what is less severe");
            } else {
                least = urgency;
            }
        }
    }

    private static @Nullable Urgency known(String word) {
        return switch (word) {
            case "high" -> Urgency.HIGH;
            case "low" -> Urgency.LOW;
            case "none" -> Urgency.NONE;
            default -> null;
        };
    }

    private static Urgency urgency(String word) {
        return word.equals("high") ? Urgency.HIGH : Urgency.LOW;
    }
}
