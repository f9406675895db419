package io.tocsin.escalation;

import io.tocsin.escalation.Effect.Page;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Asks people, each in the way that suits the urgency, and knows when none of them can have heard of it yet. */
final class Paging {
    private final Reach reach;
    private final Turn turn;

    Paging(Reach reach, Turn turn) {
        this.reach = reach;
        this.turn = turn;
    }

    private Urgency urgency() {
        return reach.urgency(turn.incident().severity());
    }

    /** Whether this disturbs nobody: it is recorded, and only a person can have others asked. */
    boolean recordsOnly() {
        return urgency() == Urgency.NONE;
    }

    boolean isUrgent() {
        return urgency() == Urgency.HIGH;
    }

    /** Whether it has become so much worse that those who were asked would have been asked in another way. */
    boolean isMoreUrgentThan(Severity before) {
        Urgency was = reach.urgency(before);
        if (urgency().compareTo(was) <= 0) return false;
        List<String> asked = turn.progress().fired().stream()
                .filter(fired -> fired.round() == turn.progress().round())
                .flatMap(fired -> fired.users().stream())
                .toList();
        return was == Urgency.NONE
                || reach.differs(asked)
                || reach.differs(turn.progress().assigned());
    }

    /** By when a page of a round that begins now has to have arrived. */
    Hearing promised() {
        Duration within = reach.notifyWithin(turn.incident().severity());
        return recordsOnly() || within == null ? Hearing.NONE : new Hearing(null, turn.now.plus(within));
    }

    void page(int level, String user, String why) {
        String id = turn.incident().id();
        int round = turn.progress().round();
        turn.emit(new Page(id, round, level, user, why, null, reach.ways(user, urgency(), turn.now)));
    }

    /**
     * Tells when those who have just been asked hear of it, if it is not now. What is not urgent waits with them: the clock of the
     * incident counts from when the first of them hears, or else it would ask everybody above them for something that nobody was
     * to be disturbed for.
     *
     * @return whether none of them hears of it now
     */
    boolean isHeld(String rung, Set<String> users) {
        Instant heard = reach.firstHeard(users, urgency(), turn.now);
        if (!heard.isAfter(turn.now)) return false;
        String whose = users.size() == 1 ? "the hours of " + users.iterator().next() : "the hours of all who are asked";
        turn.tell(Kind.PAGE_HELD, rung + " hears of it at " + heard + ", because " + whose + " hold it back");
        if (isUrgent()) return true;
        Duration wait = Duration.between(turn.now, heard);
        turn.move(turn.deadlines().laterBy(wait));
        turn.become(turn.progress().with(turn.progress().hearing().laterBy(wait).heldUntil(heard)));
        return true;
    }

    /** A page of a round has arrived. */
    void delivered(int round) {
        if (round == turn.progress().round()) kept();
    }

    /** Somebody knows of it. */
    void kept() {
        Hearing hearing = turn.progress().hearing();
        if (hearing.toldBy() != null) turn.become(turn.progress().with(new Hearing(hearing.heldUntil(), null)));
    }

    /** Whether a page had to have arrived by now and none has; told once. */
    boolean isBroken() {
        Instant by = turn.progress().hearing().toldBy();
        if (by == null || by.isAfter(turn.now)) return false;
        kept();
        String late = "no page had arrived by " + by + ", as " + turn.incident().severity() + " promises";
        turn.tell(Kind.NOT_TOLD_IN_TIME, late);
        return true;
    }
}
