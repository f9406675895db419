package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.yaml.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A router on a virtual clock, with a journal that must add up to its state after every step. */
final class Lab {
    static final Instant T0 = Instant.parse("2026-11-20T12:00:00Z");

    /** One integration told: seconds since T0, who, why, and each alert as name or name! when it is over. */
    record Told(double t, String integration, String key, Effect.Reason reason, List<String> alerts) {
        @Override
        public String toString() {
            return t + " " + integration + " " + reason + " " + String.join(" ", alerts);
        }
    }

    final List<Effect> effects = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    final Map<String, Entity> journal = new TreeMap<>();
    Router router;
    Instant now = T0;
    /** Whether to crash after every step. */
    boolean crashing;

    private int silences;
    private int steps;

    Lab(String yaml) {
        router = new Router(config(yaml));
    }

    static RoutingConfig config(String yaml) {
        Problems problems = new Problems();
        RoutingConfig config = RoutingFile.parse("routing.yml", yaml, name -> null, file -> null, problems);
        assertThat(problems.list()).isEmpty();
        return config;
    }

    /** A router with one route to one webhook. */
    static Lab simple(String route) {
        return new Lab("route: {receiver: team, " + route + "}\nreceivers:\n- name: team\n"
                + "  webhook_configs: [{url: 'http://sink/team'}]\n");
    }

    static Instant at(double seconds) {
        return T0.plus(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    static double seconds(Instant instant) {
        return Duration.between(T0, instant).toMillis() / 1000.0;
    }

    static Alert alert(double from, @Nullable Double to, String... labels) {
        Instant end = to == null ? null : at(to);
        return new Alert(Labels.of(labels), Map.of(), at(from), end, T0, "", List.of(), "");
    }

    Lab fires(String... labels) {
        return accept(alert(seconds(now), null, labels));
    }

    Lab ends(String... labels) {
        return accept(alert(seconds(now), seconds(now), labels));
    }

    Lab accept(Alert... alerts) {
        return step(router.accept(List.of(alerts), now));
    }

    Lab foreign(Alert... alerts) {
        return step(router.acceptForeign(List.of(alerts), now));
    }

    SilenceAnswer silence(String id, double from, double to, String... matchers) {
        List<Matcher> list = new ArrayList<>();
        for (String matcher : matchers) list.add(MatcherSyntax.one(matcher));
        return silence(new Silence(id, list, at(from), at(to), T0, "me", "", Map.of()));
    }

    SilenceAnswer silence(Silence wanted) {
        return answered(router.silence(wanted, "s" + ++silences, now));
    }

    SilenceAnswer expire(String id) {
        return answered(router.expireSilence(id, now));
    }

    private SilenceAnswer answered(SilenceAnswer answer) {
        if (answer instanceof SilenceAnswer.Accepted accepted) step(accepted.effects());
        return answer;
    }

    /** Lets time pass, doing what is due exactly when it is. */
    Lab to(double seconds) {
        Instant end = at(seconds);
        due(end);
        now = end;
        return this;
    }

    private void due(Instant end) {
        for (int steps = 0; steps < 1_000_000; steps++) {
            Instant deadline = router.nextDeadline();
            if (deadline == null || deadline.isAfter(end)) return;
            if (deadline.isAfter(now)) now = deadline;
            step(router.tick(now));
        }
        throw new AssertionError("time stands still at " + now);
    }

    /** Kills the router and starts it from the journal. */
    Lab crash() {
        router = Router.restore(router.config(), RouterState.of(journal.values()), now);
        assertThat(router.state().entities()).isEqualTo(journal);
        return this;
    }

    Lab reload(String yaml) {
        RouterState before = router.state();
        router = router.reconfigured(config(yaml), now);
        return step(before.changesTo(router.state()));
    }

    Lab step(List<Effect> done) {
        for (Effect effect : done) {
            effects.add(effect);
            switch (effect) {
                case Effect.Remember remember -> journal.put(remember.key(), remember.entity());
                case Effect.Forget forget -> journal.remove(forget.key());
                case Effect.Flush flush -> flush.due().forEach(integration -> tell(flush, integration));
                case Effect.Decision decision -> assertThat(decision.why()).isNotEmpty();
            }
        }
        // Comparing everything is dear: not after every step of a long simulation.
        if (++steps < 200 || steps % 50 == 0)
            assertThat(journal).isEqualTo(router.state().entities());
        return crashing ? crash() : this;
    }

    private void tell(Effect.Flush flush, Integration integration) {
        List<String> alerts = flush.groupFor(integration).alerts().stream()
                .map(alert -> name(alert) + (alert.firingAt(flush.at()) ? "" : "!"))
                .toList();
        String who = flush.receiver().name() + "/" + integration.id();
        told.add(new Told(seconds(flush.at()), who, flush.group().key(), flush.reason(), alerts));
    }

    private static String name(Alert alert) {
        return alert.name() + alert.labels().orEmpty("i");
    }

    /** What was told, one line each: seconds, reason, alerts. */
    List<String> lines() {
        return told.stream()
                .map(notice -> notice.t() + " " + notice.reason() + " " + String.join(" ", notice.alerts()))
                .toList();
    }

    Effect.Verdict lastVerdict() {
        return effects.reversed().stream()
                .filter(Effect.Decision.class::isInstance)
                .map(Effect.Decision.class::cast)
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
