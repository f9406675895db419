package io.tocsin.server;

import io.tocsin.escalation.Escalation;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Planned;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Unless;
import io.tocsin.escalation.Urgency;
import io.tocsin.escalation.Way;
import io.tocsin.model.AlertGroup;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Person;
import io.tocsin.yaml.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who would be paged for a group, when and how, for as long as nobody answers. */
final class EscalationAhead {
    private static final String RECORDED =
            "What is so little urgent is recorded only: nobody is paged until somebody asks for it, or it gets worse.";

    private final Configuration configuration;
    private final AddressBook book;
    private final @Nullable AddressBook withSecrets;

    /** @param secretsElsewhere whether what lacks only a secret counts as reachable: this is not where pages are sent from */
    EscalationAhead(Configuration configuration, boolean secretsElsewhere) {
        this.configuration = configuration;
        this.book = new AddressBook(configuration);
        this.withSecrets = secretsElsewhere ? new AddressBook(Reachable.of(configuration)) : null;
    }

    /** What a receiver starts; null when it starts nothing. */
    @Nullable
    String policy(String receiver) {
        return configuration.oncall().policyOfReceiver().get(receiver);
    }

    /**
     * The plan.
     *
     * @param at when the receiver hears of the group
     * @param known the newest incident of the group, open or not
     */
    JsonObject of(String policyName, AlertGroup group, Instant at, Optional<Incident> known) {
        Escalation escalation = new Escalation(
                configuration.oncall().policies(),
                configuration.oncall().schedules(),
                configuration.oncall().reach());
        Incident open = known.filter(Incident::open).orElse(null);
        List<Planned> planned = open == null ? escalation.preview(policyName, group, at) : escalation.preview(open);
        Policy policy = open == null ? configuration.oncall().policies().get(policyName) : open.policy();
        JsonArray levels = new JsonArray();
        Urgency urgency = configuration.oncall().reach().urgency(open == null ? group.severityAt(at) : open.severity());
        planned.forEach(level -> levels.add(level(level, policy, urgency)));
        return new JsonObject()
                .put("policy", policyName)
                .put("incident", open == null ? null : incident(open))
                .put("urgency", urgency.name().toLowerCase(Locale.ROOT))
                .put("levels", levels)
                .put("ends", urgency == Urgency.NONE ? RECORDED : ends(policy));
    }

    private JsonObject incident(Incident open) {
        String by = open.state() instanceof State.Acknowledged held ? book.nameOf(held.by()) : null;
        return new JsonObject()
                .put("id", open.id())
                .put("state", open.state().getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .put("by", by)
                .put("opened_at", open.openedAt().toString());
    }

    private JsonObject level(Planned planned, @Nullable Policy policy, Urgency urgency) {
        JsonArray people = new JsonArray();
        planned.users().forEach(user -> people.add(person(user, urgency, planned.at())));
        Instant heard = configuration.oncall().reach().firstHeard(planned.users(), urgency, planned.at());
        boolean fallback = policy != null && planned.level() > policy.levels().size();
        return new JsonObject()
                .put("level", planned.level())
                .put("fallback", fallback)
                .put("round", planned.round())
                .put("at", planned.at().toString())
                .put("heard_at", heard.isAfter(planned.at()) ? heard.toString() : null)
                .put("unless", policy == null || fallback ? "acknowledged" : unless(policy, planned.level()))
                .put("people", people)
                .put("why", planned.why());
    }

    private static String unless(Policy policy, int level) {
        return policy.level(level).unless() == Unless.RESOLVED ? "resolved" : "acknowledged";
    }

    private JsonObject person(String user, Urgency urgency, Instant paged) {
        JsonArray contacts = new JsonArray();
        Person person = configuration.oncall().users().get(user);
        List<Way> ways = configuration.oncall().reach().ways(user, urgency, paged);
        if (ways != null)
            ways.forEach(way -> contacts.add(contact(user, way.via(), Duration.between(paged, way.at()))));
        else if (person != null)
            person.contacts().keySet().forEach(via -> contacts.add(contact(user, via, Duration.ZERO)));
        return new JsonObject().put("user", user).put("name", book.nameOf(user)).put("contacts", contacts);
    }

    /** @param after how long after the page this method is used */
    private JsonObject contact(String user, String channel, Duration after) {
        String address = AddressBook.of(user, channel);
        boolean here = book.resolve(address).isPresent();
        boolean usable =
                here || (withSecrets != null && withSecrets.resolve(address).isPresent());
        return new JsonObject()
                .put("channel", channel)
                .put("after", after.isZero() ? null : Durations.print(after))
                .put("usable", usable)
                .put("why_not", here ? null : "routing.yml has no global settings for " + channel);
    }

    private static String ends(@Nullable Policy policy) {
        if (policy == null) return "there is no such policy any more: nobody is paged";
        boolean goesOn = policy.levels().stream().anyMatch(level -> level.unless() == Unless.RESOLVED);
        Duration lapses = policy.ackTimeout();
        String acknowledged = "An acknowledgement stops " + (goesOn ? "the levels that wait for one" : "it")
                + (lapses == null ? "" : " for " + Durations.print(lapses));
        return acknowledged + "; the end of the alerts, or a resolve by hand, stops all of it.";
    }
}
