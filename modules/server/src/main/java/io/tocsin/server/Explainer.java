package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Explanation;
import io.tocsin.routing.Explanation.Outlook;
import io.tocsin.routing.Explanation.Way;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.server.config.Configuration;
import io.tocsin.yaml.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Joins what routing, escalation and the address book say about an alert into one answer. Pure. */
final class Explainer {
    private final Configuration configuration;
    private final EscalationAhead escalation;
    private final Rendering rendering;
    private final @Nullable Map<String, Receiver> withSecrets;

    /** @param secretsElsewhere whether what lacks only a secret counts as reachable: this is not where pages are sent from */
    Explainer(Configuration configuration, Rendering rendering, boolean secretsElsewhere) {
        this.configuration = configuration;
        this.rendering = rendering;
        this.escalation = new EscalationAhead(configuration, secretsElsewhere);
        this.withSecrets =
                secretsElsewhere ? Reachable.of(configuration).routing().receivers() : null;
    }

    /** The newest incident of a policy and a group key. */
    interface Incidents extends BiFunction<String, String, Optional<Incident>> {}

    /** @param zone whose wall clock the sentences use; null for that of the people on call */
    JsonObject of(Explanation explanation, Incidents incidents, @Nullable ZoneId zone) {
        Hours hours = new Hours(zone == null ? Rehearsals.zone(configuration) : zone, explanation.at());
        JsonArray notices = new JsonArray();
        for (Outlook outlook : explanation.outlooks()) notices.add(notice(explanation, outlook, incidents, hours));
        ExplainSummary.Answer answer = ExplainSummary.of(notices, hours);
        Alert known = explanation.known();
        return new JsonObject()
                .put("labels", ExplainJson.labels(explanation.labels()))
                .put("fingerprint", ExplainJson.fingerprint(explanation.labels().fingerprint()))
                .put("at", explanation.at().toString())
                .put("zone", hours.zone().getId())
                .put("known", known == null ? null : known(known, explanation.at()))
                .put("verdict", answer.verdict())
                .put("summary", new JsonArray(answer.sentences()))
                .put("path", ExplainJson.path(explanation.path()))
                .put("notices", notices);
    }

    private static JsonObject known(Alert alert, Instant at) {
        return new JsonObject()
                .put("firing", alert.firingAt(at))
                .put("starts_at", alert.startsAt().toString())
                .put("ends_at", ExplainJson.time(alert.endsAt()));
    }

    private JsonObject notice(Explanation explanation, Outlook outlook, Incidents incidents, Hours hours) {
        Alert known = explanation.known();
        Alert alert = known != null
                ? known
                : new Alert(
                        explanation.labels(), Map.of(), explanation.at(), null, explanation.at(), "", List.of(), "");
        AlertGroup group = new AlertGroup(
                outlook.key(), outlook.group(), outlook.receiver().name(), List.of(alert));
        Instant due = outlook.due();
        String why = why(outlook, hours);
        JsonArray ways = new JsonArray();
        for (Way way : outlook.ways()) ways.add(way(outlook, way, group, why));
        String policy = escalation.policy(outlook.receiver().name());
        return new JsonObject()
                .put("receiver", outlook.receiver().name())
                .put("group", group(outlook))
                .put("timers", timers(outlook))
                .put("look", outlook.look().toString())
                .put("held", ExplainJson.holds(outlook.holds(), hours))
                .put("due", ExplainJson.time(due))
                .put("reason", outlook.reason() == null ? null : lower(outlook.reason()))
                .put("why", why)
                .put("title", Briefings.title(group))
                .put("to", ways)
                .put(
                        "escalation",
                        policy == null || due == null
                                ? null
                                : escalation.of(policy, group, due, incidents.apply(policy, group.key())));
    }

    private static JsonObject group(Outlook outlook) {
        return new JsonObject()
                .put("key", outlook.key())
                .put("labels", ExplainJson.labels(outlook.group()))
                .put("standing", ExplainJson.standing(outlook.standing()));
    }

    private static JsonObject timers(Outlook outlook) {
        return new JsonObject()
                .put("group_wait", Durations.print(outlook.route().timers().groupWait()))
                .put("group_interval", Durations.print(outlook.route().timers().groupInterval()))
                .put("repeat_interval", Durations.print(outlook.route().timers().repeatInterval()));
    }

    private static String why(Outlook outlook, Hours hours) {
        Effect.Reason reason = outlook.reason();
        String wait = Durations.print(outlook.route().timers().groupWait());
        String interval = Durations.print(outlook.route().timers().groupInterval());
        if (reason == null) {
            return outlook.holds().isEmpty()
                    ? "nothing new would be said"
                    : "nobody knows when what holds it back will be over";
        }
        Instant due = outlook.due();
        if (due != null && !outlook.holds().isEmpty()) return "if it still fires when what holds it back is over";
        Explanation.Standing standing = outlook.standing();
        return switch (reason) {
            case FIRST ->
                standing == null
                        ? "a new group waits " + wait + " for company (group_wait)"
                        : "its group is looked at every " + interval + " (group_interval), and has not been told yet";
            case NEW_ALERTS -> "its group is looked at every " + interval + " (group_interval), and this is news";
            case REPEAT ->
                "it was told" + toldAt(standing, hours) + ", and is repeated after "
                        + Durations.print(outlook.route().timers().repeatInterval()) + " (repeat_interval)";
            case SOME_RESOLVED, ALL_RESOLVED -> "alerts of its group ended";
        };
    }

    private static String toldAt(Explanation.@Nullable Standing standing, Hours hours) {
        Instant at = standing == null ? null : standing.toldAt();
        return at == null ? "" : " at " + hours.at(at);
    }

    private JsonObject way(Outlook outlook, Way way, AlertGroup group, String why) {
        Integration integration = way.integration();
        boolean here = integration.destination() != null;
        JsonObject text = new JsonObject();
        Instant at = outlook.due() == null ? outlook.look() : outlook.due();
        rendering
                .of(new Rendering.Asked(
                        outlook.receiver(), integration, group, outlook.route().labels(), at, why))
                .forEach(text::put);
        return new JsonObject()
                .put("integration", integration.id())
                .put("destination", label(integration))
                .put("deliverable", here || reachable(outlook.receiver().name(), integration))
                .put("why_not", here ? null : integration.undeliverable())
                .put("sends_resolved", integration.sendResolved())
                .put("reason", way.reason() == null ? null : lower(way.reason()))
                .put("told_at", ExplainJson.time(way.toldAt()))
                .put("text", text);
    }

    private static String label(Integration integration) {
        if (integration.destination() != null) return integration.destination().label();
        String channel = integration
                .settings()
                .getOrDefault("channel", integration.settings().getOrDefault("to", ""));
        return channel.isEmpty() ? integration.type() : integration.type() + " " + channel;
    }

    private boolean reachable(String name, Integration integration) {
        Receiver receiver = withSecrets == null ? null : withSecrets.get(name);
        return receiver != null
                && receiver.integrations().stream()
                        .anyMatch(other -> other.id().equals(integration.id()) && other.destination() != null);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
