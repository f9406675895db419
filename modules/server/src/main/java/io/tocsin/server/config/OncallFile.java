package io.tocsin.server.config;

import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Reach;
import io.tocsin.oncall.Schedule;
import io.tocsin.routing.TimeInterval;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads oncall.yml: people first, then what names them. */
final class OncallFile {
    /** The channels that reach one person. */
    private static final List<String> CHANNELS = List.of("slack", "email", "pagerduty", "sms");

    /** E.164, which every operator in the world can dial. */
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final Section root;
    private final Variables variables;
    private final Map<String, Person> users = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final ReachReader reach;

    private OncallFile(Section root, Variables variables, Map<String, TimeInterval> intervals) {
        this.root = root;
        this.variables = variables;
        this.reach = new ReachReader(intervals);
    }

    /**
     * Reads everything; what is wrong is reported to the section's problems and left out.
     *
     * @param intervals the time intervals of routing.yml by name
     * @param readFile gives the text of a file beside oncall.yml; null when there is none
     */
    static Oncall read(
            Section root,
            Variables variables,
            Map<String, TimeInterval> intervals,
            Function<String, @Nullable String> readFile) {
        OncallFile file = new OncallFile(root, variables, intervals);
        file.readUsers();
        file.readGroups();
        HandoffReader handoffs = new HandoffReader();
        Map<String, Schedule> schedules = new ScheduleReader(file.users, intervals, readFile, handoffs).read(root);
        Map<String, Policy> policies =
                new PolicyReader(file.users.keySet(), file.groups, schedules.keySet()).read(root);
        Map<String, String> bindings = file.bindings(policies);
        Reach reach = file.reach.read(root);
        root.done();
        return new Oncall(file.users, schedules, policies, bindings, reach, handoffs.read());
    }

    private void readUsers() {
        root.named("users").forEach((name, section) -> {
            Map<String, String> contacts = contacts(section);
            users.put(name, new Person(name, section.text("name", name), contacts));
            if (contacts.isEmpty()) {
                root.problems().warn(section.mark(), "'" + name + "' has no contact method: a page would reach nobody");
            }
            Section methods = section.section("contact_methods");
            reach.user(name, section, methods == null ? Set.of() : methods.keys(), contacts.keySet());
            section.done();
        });
    }

    private Map<String, String> contacts(Section user) {
        Map<String, String> contacts = new LinkedHashMap<>();
        Section methods = user.section("contact_methods");
        if (methods == null) return contacts;
        for (String channel : methods.keys()) {
            String address = variables.in(methods, channel, methods.text(channel, ""));
            if (!CHANNELS.contains(channel)) {
                methods.problem(
                        channel,
                        "unknown channel '" + channel + "'" + Nearest.hint(channel, CHANNELS) + "; known are "
                                + String.join(", ", CHANNELS));
            } else if (channel.equals("sms")
                    && !address.isEmpty()
                    && !NUMBER.matcher(address).matches()) {
                methods.problem(channel, "'sms' must be a number such as +4915123456789, not '" + address + "'");
            } else if (!address.isEmpty()) {
                contacts.put(channel, address);
            }
        }
        return contacts;
    }

    private void readGroups() {
        Section section = root.section("groups");
        if (section == null) return;
        for (String name : section.keys()) {
            groups.put(name, Names.known(section, name, "user", users.keySet()));
        }
    }

    private Map<String, String> bindings(Map<String, Policy> policies) {
        Map<String, String> bindings = new LinkedHashMap<>();
        // A policy that is there and wrong was reported already: it is not unknown as well.
        Set<String> declared = root.named("escalation_policies").keySet();
        Section section = root.section("receivers");
        if (section == null) return bindings;
        for (String receiver : section.keys()) {
            String policy = section.text(receiver, "");
            boolean known = Names.require(section, receiver, "escalation policy", policy, declared);
            if (known && policies.containsKey(policy)) bindings.put(receiver, policy);
        }
        return bindings;
    }
}
