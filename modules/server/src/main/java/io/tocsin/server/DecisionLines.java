package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Stage;
import io.tocsin.server.api.Kept;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is kept of decisions and answers: all that a person may ask about, of a moderate size. Pure. */
final class DecisionLines {
    /** Of a larger group the first ones speak for the rest; a line stays some hundred kilobytes at most. */
    static final int ALERTS_MAX = 1_000;

    private DecisionLines() {}

    /** A decision without the alerts that are too many. */
    static Effect.Decision shortened(Effect.Decision decision) {
        if (decision.alerts().size() <= ALERTS_MAX) return decision;
        List<Effect.Seen> some = decision.alerts().subList(0, ALERTS_MAX);
        Set<Long> listed = new HashSet<>();
        some.forEach(alert -> listed.add(alert.fingerprint()));
        List<Stage> stages =
                decision.stages().stream().map(stage -> only(listed, stage)).toList();
        return new Effect.Decision(
                decision.groupKey(),
                decision.receiver(),
                decision.labels(),
                decision.at(),
                decision.inTurn(),
                some,
                stages,
                decision.verdict(),
                decision.why());
    }

    private static Stage only(Set<Long> listed, Stage stage) {
        return switch (stage) {
            case Stage.Inhibition(List<Stage.Held> held) -> new Stage.Inhibition(only(listed, held));
            case Stage.Silencing(List<Stage.Held> held) -> new Stage.Silencing(only(listed, held));
            case Stage.Interval interval ->
                new Stage.Interval(
                        interval.outside(),
                        interval.names(),
                        interval.held().stream().filter(listed::contains).toList());
            case Stage.Weighed weighed -> weighed;
        };
    }

    private static List<Stage.Held> only(Set<Long> listed, List<Stage.Held> held) {
        return held.stream().filter(each -> listed.contains(each.alert())).toList();
    }

    /**
     * The answer to an attempt.
     *
     * @param after the message as it stands then
     */
    static Kept.Answered answered(long id, Outgoing after, Outcome outcome, Instant at) {
        Delivery delivery = after.delivery();
        Notice notice = delivery.notice();
        boolean again = delivery.state() == Delivery.State.RETRYING;
        return new Kept.Answered(
                id,
                at,
                notice.id(),
                notice.kind().name().toLowerCase(Locale.ROOT),
                notice.briefing().group().key(),
                notice.receiver(),
                notice.person(),
                AddressBook.channel(after.address()),
                after.incident(),
                after.level(),
                delivery.attempts(),
                result(outcome, again),
                outcome.detail(),
                again ? delivery.nextAttemptAt() : null,
                seen(notice.briefing().group().alerts(), at));
    }

    private static Kept.Result result(Outcome outcome, boolean again) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> Kept.Result.DELIVERED;
            case Outcome.Ambiguous unclear -> Kept.Result.UNCLEAR;
            case Outcome.Retry retry -> again ? Kept.Result.RETRIED : Kept.Result.FAILED;
            case Outcome.Permanent permanent -> Kept.Result.FAILED;
        };
    }

    private static List<Effect.Seen> seen(List<Alert> alerts, Instant at) {
        return alerts.stream()
                .limit(ALERTS_MAX)
                .map(alert -> new Effect.Seen(alert.labels().fingerprint(), alert.labels(), alert.firingAt(at)))
                .toList();
    }

    /** Whether two looks came to the same, and told nobody: the second is not worth a line of its own. */
    static boolean same(Kept.@Nullable Decided old, Effect.Decision now) {
        return old != null
                && now.verdict() != Effect.Verdict.NOTIFIED
                && old.decision().verdict() == now.verdict()
                && old.decision().stages().equals(now.stages())
                && old.decision().alerts().equals(now.alerts());
    }
}
