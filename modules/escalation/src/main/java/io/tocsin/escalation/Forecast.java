package io.tocsin.escalation;

import io.tocsin.escalation.Effect.NobodyReached;
import io.tocsin.escalation.Effect.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks ahead by letting time pass for an incident that nobody answers. */
final class Forecast {
    /** Ends a forecast of a policy that repeats very often: by then every reader has understood. */
    private static final int WAKES_MAX = 500;

    private final Escalation escalation;

    Forecast(Escalation escalation) {
        this.escalation = escalation;
    }

    /** The pages of a step of this moment and all that follow, up to the first time the fallback is paged. */
    List<Planned> of(Step first, Instant now) {
        List<Planned> planned = new ArrayList<>(planned(first, now));
        Step step = first;
        for (int wakes = 0; wakes < WAKES_MAX && !reachesFallback(step, planned); wakes++) {
            Incident ahead = step.incident().thoughtOf();
            Instant due = ahead.nextDeadline();
            if (due == null || !ahead.open()) break;
            step = escalation.decide(ahead, new Signal.TimerDue(), due);
            planned.addAll(planned(step, due));
        }
        return List.copyOf(planned);
    }

    /** The next page that reaches somebody. */
    @Nullable
    Planned next(Incident incident) {
        Incident ahead = incident.thoughtOf();
        for (int wakes = 0; wakes < WAKES_MAX; wakes++) {
            Instant due = ahead.nextDeadline();
            if (due == null || !ahead.open()) return null;
            Step step = escalation.decide(ahead, new Signal.TimerDue(), due);
            for (Planned planned : planned(step, due)) {
                if (!planned.users().isEmpty()) return planned;
            }
            ahead = step.incident().thoughtOf();
        }
        return null;
    }

    private static boolean reachesFallback(Step step, List<Planned> planned) {
        int levels = step.incident().policy().levels().size();
        return !planned.isEmpty() && planned.getLast().level() > levels;
    }

    /** Pages of one level are one entry. */
    private static List<Planned> planned(Step step, Instant at) {
        Map<Integer, Planned> byLevel = new LinkedHashMap<>();
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Page page ->
                    byLevel.merge(
                            page.level(),
                            new Planned(page.round(), page.level(), at, List.of(page.user()), page.why()),
                            Forecast::together);
                case NobodyReached nobody ->
                    byLevel.put(
                            nobody.level(), new Planned(nobody.round(), nobody.level(), at, List.of(), nobody.why()));
                case Effect.CancelPages cancel -> {}
                case Effect.TellAcknowledged told -> {}
                case Effect.TellResolved told -> {}
                case Effect.OpenAnew anew -> {}
                case Effect.Rejected rejected -> {}
            }
        }
        return List.copyOf(byLevel.values());
    }

    private static Planned together(Planned one, Planned other) {
        List<String> users = new ArrayList<>(one.users());
        users.addAll(other.users());
        return new Planned(one.round(), one.level(), one.at(), users, one.why());
    }
}
