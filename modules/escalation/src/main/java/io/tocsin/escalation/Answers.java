package io.tocsin.escalation;

import io.tocsin.escalation.Effect.CancelPages;
import io.tocsin.escalation.Effect.Rejected;
import io.tocsin.escalation.Effect.TellAcknowledged;
import io.tocsin.escalation.Effect.TellResolved;
import io.tocsin.escalation.State.Acknowledged;
import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.State.Triggered;
import io.tocsin.escalation.TimelineEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do about an incident. */
final class Answers {
    private final Turn turn;
    private final Ladder ladder;

    Answers(Turn turn, Ladder ladder) {
        this.turn = turn;
        this.ladder = ladder;
    }

    void acknowledge(Signal.Acknowledge signal) {
        String refusal = refusal(signal);
        if (refusal != null) {
            turn.emit(new Rejected("cannot acknowledge " + turn.incident().id() + ": " + refusal));
            return;
        }
        switch (turn.incident().state()) {
            case Triggered triggered -> acknowledgeFirst(signal);
            case Acknowledged held -> acknowledgeAgain(held, signal);
            case Resolved over -> throw new AssertionError("refused above");
        }
    }

    private @Nullable String refusal(Signal.Acknowledge signal) {
        if (turn.incident().state() instanceof Resolved over) return "it was resolved at " + over.at();
        String stale = stale(signal.round());
        if (stale != null) return stale;
        Instant until = signal.until();
        if (until == null) return null;
        if (!until.isAfter(turn.now)) return "it is to last until " + until + ", which is over";
        boolean tooLong = Duration.between(turn.now, until).compareTo(Escalation.SNOOZE_MAX) > 0;
        return tooLong
                ? "it is to last until " + until + ", the limit is " + Escalation.SNOOZE_MAX.toDays() + " days"
                : null;
    }

    /** A button of a page that has been followed by newer ones answers none of them. */
    private @Nullable String stale(@Nullable Integer pressed) {
        int round = turn.incident().round();
        boolean older = pressed != null && pressed != round;
        return older ? "the page is from round " + pressed + ", now is round " + round : null;
    }

    private boolean refusedAsStale(String verb, @Nullable Integer pressed) {
        String stale = stale(pressed);
        if (stale != null)
            turn.emit(new Rejected("cannot " + verb + " " + turn.incident().id() + ": " + stale));
        return stale != null;
    }

    private void acknowledgeFirst(Signal.Acknowledge signal) {
        Duration timeout = turn.policy().ackTimeout();
        Instant until = signal.until() == null && timeout != null ? turn.now.plus(timeout) : signal.until();
        turn.become(new Acknowledged(
                signal.by(), turn.now, List.of(), until, turn.incident().severity()));
        turn.tell(Kind.ACKNOWLEDGED, signal.by() + " acknowledged" + until(until), signal.by());
        turn.emit(new CancelPages(turn.incident().id(), turn.incident().round()));
        turn.emit(new TellAcknowledged(turn.incident().id(), signal.by()));
    }

    /** Idempotent for one person; a second one is remembered, and only an explicit time changes how long it holds. */
    private void acknowledgeAgain(Acknowledged held, Signal.Acknowledge signal) {
        boolean longer = signal.until() != null && !signal.until().equals(held.until());
        if (held.knows(signal.by()) && !longer) return;
        List<String> alsoBy = new ArrayList<>(held.alsoBy());
        if (!held.knows(signal.by())) alsoBy.add(signal.by());
        Instant until = signal.until() == null ? held.until() : signal.until();
        turn.become(new Acknowledged(held.by(), held.at(), alsoBy, until, held.severity()));
        turn.tell(Kind.ACKNOWLEDGED, signal.by() + " acknowledged too" + until(signal.until()), signal.by());
    }

    void unacknowledge(Signal.Unacknowledge signal) {
        switch (turn.incident().state()) {
            case Triggered triggered -> {}
            case Acknowledged held -> {
                turn.tell(Kind.ACKNOWLEDGEMENT_ENDED, signal.by() + " gave it back", signal.by());
                ladder.startRound(0, signal.by() + " gave it back");
            }
            case Resolved over -> turn.emit(new Rejected(overText("give back", over)));
        }
    }

    /** Resolving twice is no error: the one who asks has what he wants. */
    void resolve(Signal.Resolve signal, Parts parts) {
        if (!turn.incident().open() || refusedAsStale("resolve", signal.round())) return;
        // What already waits for its end to last does not fire: the next time that it does is news.
        @Nullable Pause pause = turn.incident().pause();
        boolean ending = pause != null && pause.resolveAt() != null;
        boolean settled = parts.endWhatWasMadeByHand() || ending;
        over(new Resolved(signal.by(), turn.now, settled), Kind.RESOLVED, signal.by() + " resolved it");
        if (!settled) turn.pause(pause);
    }

    /** What is left of it is its story: its alerts and whoever they page are the other one's from now on. */
    void merge(Signal.Merge signal) {
        if (turn.incident().state() instanceof Resolved over) {
            turn.emit(new Rejected(overText("merge", over)));
            return;
        }
        turn.become(List.<Part>of());
        String text = signal.by() + " merged it into " + signal.into();
        over(new Resolved(signal.by(), turn.now, true, signal.into()), Kind.MERGED, text);
    }

    void cleared() {
        over(new Resolved("", turn.now, true), Kind.RESOLVED, "nothing fires any more");
    }

    private void over(Resolved over, Kind kind, String text) {
        turn.become(over);
        turn.pause(null);
        turn.tell(kind, text, over.by());
        turn.emit(new CancelPages(turn.incident().id(), turn.incident().round()));
        turn.emit(new TellResolved(turn.incident().id(), over.by()));
    }

    void escalate(Signal.EscalateNow signal) {
        switch (turn.incident().state()) {
            case Resolved over -> turn.emit(new Rejected(overText("escalate", over)));
            case Triggered triggered -> {
                if (!refusedAsStale("escalate", signal.round())) escalateNow(signal.by());
            }
            case Acknowledged held -> {
                if (refusedAsStale("escalate", signal.round())) return;
                turn.become(new Triggered());
                new Pace(turn).resume();
                escalateNow(signal.by());
            }
        }
    }

    /** What was still on its way to others is taken back: they are not meant any more. */
    void reassign(Signal.Reassign signal) {
        if (turn.incident().state() instanceof Resolved over) {
            turn.emit(new Rejected(overText("reassign", over)));
            return;
        }
        String unknown = ladder.unknownSchedule(signal.to());
        if (unknown != null) {
            String why = "cannot reassign " + turn.incident().id() + ": there is no schedule '" + unknown + "'";
            turn.emit(new Rejected(why));
            return;
        }
        turn.tell(Kind.REASSIGNED, signal.by() + " asked for others", signal.by());
        turn.emit(new CancelPages(turn.incident().id(), turn.incident().round()));
        ladder.startRoundWith(signal.to(), signal.by() + " reassigned it");
    }

    private void escalateNow(String by) {
        turn.tell(Kind.ESCALATED, by + " asked for the next level", by);
        ladder.pageNext(by + " escalated");
    }

    private String overText(String verb, Resolved over) {
        return "cannot " + verb + " " + turn.incident().id() + ": it was resolved at " + over.at();
    }

    private static String until(@Nullable Instant until) {
        return until == null ? "" : ", until " + until;
    }
}
