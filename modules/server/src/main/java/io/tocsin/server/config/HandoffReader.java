package io.tocsin.server.config;

import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code handoff:} of schedules in oncall.yml. */
public final class HandoffReader {
    private static final List<String> SIDES = List.of("incoming", "outgoing");

    /**
     * Integrations whose messages people read. The others hand alerts to programs, some of which would page somebody: a hand-off is no
     * alert.
     */
    private static final Set<String> READ_BY_PEOPLE =
            Set.of("slack", "email", "msteamsv2", "telegram", "discord", "mattermost", "pushover");

    private final Map<String, HandoffRule> rules = new LinkedHashMap<>();

    HandoffReader() {}

    /** Reads what one schedule says, which may be nothing. */
    void schedule(String name, Section section) {
        if (!section.has("handoff")) return;
        Optional<HandoffRule> read = section.node("handoff") instanceof Yaml.Mapping
                ? Optional.ofNullable(section.section("handoff")).flatMap(HandoffReader::rule)
                : section.flag("handoff", false) ? Optional.of(HandoffRule.INCOMING) : Optional.empty();
        read.ifPresent(rule -> rules.put(name, rule));
    }

    private static Optional<HandoffRule> rule(Section section) {
        List<String> to = section.has("to") ? section.texts("to") : List.of("incoming");
        for (String side : to) {
            if (SIDES.contains(side)) continue;
            section.problem(
                    "to",
                    "'to' must list 'incoming', 'outgoing' or both, not '" + side + "'" + Nearest.hint(side, SIDES));
        }
        String receiver = section.text("receiver", "");
        section.done();
        if (!to.isEmpty() || !receiver.isEmpty())
            return Optional.of(new HandoffRule(to.contains("incoming"), to.contains("outgoing"), receiver));
        section.problem("to", "this hand-off is told to nobody: 'to' is empty, and there is no 'receiver'");
        return Optional.empty();
    }

    /** By schedule. */
    Map<String, HandoffRule> read() {
        return rules;
    }

    /** Whether people read what an integration is told. */
    public static boolean isReadByPeople(Integration integration) {
        return READ_BY_PEOPLE.contains(integration.type());
    }

    /** Reports receivers that do not exist, and those that nobody reads. */
    static void requireReceivers(Section root, Map<String, HandoffRule> rules, Map<String, Receiver> known) {
        Map<String, Section> schedules = root.named("schedules");
        rules.forEach((schedule, rule) -> {
            Section section = rule.receiver().isEmpty() ? null : schedules.get(schedule);
            Section handoff = section == null ? null : section.section("handoff");
            if (handoff != null) requireReceiver(handoff, rule.receiver(), known);
        });
    }

    private static void requireReceiver(Section handoff, String name, Map<String, Receiver> known) {
        if (!Names.require(handoff, "receiver", "receiver", name, known.keySet())) return;
        Receiver receiver = known.get(name);
        if (receiver == null || receiver.integrations().stream().anyMatch(HandoffReader::isReadByPeople)) return;
        handoff.problem(
                "receiver",
                "the receiver of a hand-off must have an integration that people read ("
                        + String.join(", ", READ_BY_PEOPLE.stream().sorted().toList()) + "), and '" + name
                        + "' has none: to others it would look like an alert");
    }
}
