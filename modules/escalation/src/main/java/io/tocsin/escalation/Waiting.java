package io.tocsin.escalation;

import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.AlertGroup;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an incident waits, and when it goes on: its clock stands still meanwhile, and every deadline keeps its distance. */
final class Waiting {
    private final Turn turn;

    Waiting(Turn turn) {
        this.turn = turn;
    }

    /** Moves the deadlines of an incident that waits up to now, so that whatever happens next may count from here. */
    void keepUp() {
        Pause pause = turn.incident().pause();
        if (pause == null || !turn.incident().open() || !turn.now.isAfter(pause.since())) return;
        Duration waited = Duration.between(pause.since(), turn.now);
        turn.move(turn.deadlines().laterBy(waited));
        turn.become(turn.progress().with(turn.progress().hearing().laterBy(waited)));
        turn.pause(pause.from(turn.now));
    }

    /** One that was resolved by hand waits as well, until what still fires may be told again. */
    void held(String why) {
        if (!turn.incident().hearsOfHolds() || turn.paused()) return;
        turn.pause(new Pause(turn.now, null, why));
        if (turn.incident().open()) turn.tell(Kind.PAUSED, "it waits: " + why);
    }

    /** Ends a wait for held alerts. One for an end that is not yet believed is ended by alerts alone. */
    void released() {
        Pause pause = turn.incident().pause();
        if (pause == null || pause.resolveAt() != null) return;
        goOn("its alerts are no longer held back");
    }

    /** Something fires and is told, so it is not held back. */
    void firing() {
        if (turn.paused()) goOn("alerts fire");
    }

    /** What is due by then is up to the next look at the deadlines. */
    private void goOn(String why) {
        turn.pause(null);
        if (turn.incident().open()) turn.tell(Kind.RESUMED, "it goes on: " + why);
    }

    /** Whether it is to be seen first whether the end lasts; the wait for that begins, or goes on. */
    boolean forTheEndToLast(AlertGroup group) {
        Duration after = turn.policy().resolveAfter();
        if (!turn.incident().open() || after == null || after.isZero()) return false;
        Pause pause = turn.incident().pause();
        if (pause != null && pause.resolveAt() != null) return true;
        turn.become(group, turn.incident().severity());
        Instant end = turn.now.plus(after);
        turn.pause(new Pause(turn.now, end, "nothing fires any more"));
        turn.tell(Kind.PAUSED, "nothing fires any more; it counts as over at " + end);
        return true;
    }

    /** Whether nothing has fired for long enough. */
    boolean isOver() {
        @Nullable Pause pause = turn.incident().pause();
        if (pause == null || turn.incident().state() instanceof Resolved) return false;
        Instant end = pause.resolveAt();
        return end != null && !end.isAfter(turn.now);
    }
}
