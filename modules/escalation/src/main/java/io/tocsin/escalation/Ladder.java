package io.tocsin.escalation;

import io.tocsin.escalation.Effect.NobodyReached;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.Severity;
import io.tocsin.oncall.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Climbs the levels of a policy.
 *
 * <p>There are two sequences, see {@link Unless}. In each, levels are paged in order, each once, and a level that comes late shifts
 * those after it, so that everybody keeps the full time to answer: due(k+1) = paged(k) + after(k+1) − after(k). After a time in which
 * nobody looked (a crash, a suspended machine, a clock set forward) at most one late level is paged at once; the other sequence's is
 * moved on as if it came after that one.
 */
final class Ladder {
    /** The level of those who were named by hand, before all others. */
    static final int NAMED = 0;

    private final Map<String, Policy> policies;
    private final Map<String, Schedule> schedules;
    private final Turn turn;
    private final Pace pace;
    private final Paging paging;

    Ladder(Map<String, Policy> policies, Map<String, Schedule> schedules, Paging paging, Turn turn) {
        this.policies = policies;
        this.schedules = schedules;
        this.turn = turn;
        this.pace = new Pace(turn);
        this.paging = paging;
    }

    /**
     * Starts the next round with the policy as it is configured now: level 1 again, everybody's answer counts anew. The unresolved
     * sequence goes on. A policy that was deleted keeps working for those it is paging.
     *
     * @param repeats rounds in a row that time alone has started, this one included
     */
    void startRound(int repeats, String why) {
        beginRound(repeats, Duration.ZERO, why);
        if (paging.recordsOnly()) turn.tell(Kind.PAGE_HELD, Sentences.recorded(turn.incident()));
        else if (!turn.paused() && pace.isDue(turn.deadlines().unacknowledged())) page(1, why);
    }

    private void beginRound(int repeats, Duration before, String why) {
        Progress old = turn.progress();
        Policy policy = policies.getOrDefault(turn.policy().name(), turn.policy());
        List<Fired> kept =
                old.fired().stream().filter(f -> f.unless() == Unless.RESOLVED).toList();
        turn.become(policy);
        turn.become(new State.Triggered());
        turn.become(new Progress(
                old.round() + 1, turn.now, kept, Deadlines.NONE, repeats, 0, List.of(), paging.promised()));
        if (!paging.recordsOnly()) setDeadlines(pace.repeatAfter(repeats), before, old);
        if (old.round() > 0) {
            turn.tell(Kind.ROUND_STARTED, "round " + turn.progress().round() + " began, because " + why);
        }
    }

    private void setDeadlines(@Nullable Instant repeat, Duration before, Progress old) {
        turn.move(new Deadlines(
                turn.now.plus(before).plus(turn.policy().level(1).after()),
                pace.continued(old.deadlines().unresolved()),
                repeat == null ? null : repeat.plus(before),
                null));
    }

    /** Starts the next round with people whom somebody has named; level 1 follows when they have had their time to answer. */
    void startRoundWith(List<Target> named, String why) {
        Roster roster = Roster.of(named, schedules, turn.now);
        if (roster.users().isEmpty()) {
            String nobody = Sentences.nobody("whoever was named", roster);
            turn.tell(Kind.NO_ONE_ON_CALL, nobody);
            turn.emit(new NobodyReached(turn.incident().id(), turn.progress().round() + 1, NAMED, nobody));
            startRound(0, why);
            return;
        }
        Policy policy = policies.getOrDefault(turn.policy().name(), turn.policy());
        beginRound(0, policy.firstWindow(), why);
        turn.become(turn.progress().withAssigned(roster.users()));
        turn.tell(Kind.LEVEL_PAGED, Sentences.paged("named by hand", roster, why));
        roster.reasons().keySet().forEach(user -> paging.page(NAMED, user, "you were asked for, because " + why));
        boolean held = paging.isHeld("whoever was named", roster.reasons().keySet());
        if (held && paging.isUrgent() && isLevel1Next()) climb("whoever was named is not to be disturbed now");
    }

    private boolean isLevel1Next() {
        return pace.next(Unless.ACKNOWLEDGED) == 1 && turn.incident().state() instanceof State.Triggered;
    }

    /** Starts over when those who were asked would have been asked in another way, had it been as bad from the start. */
    void becameWorse(Severity before) {
        if (paging.isMoreUrgentThan(before))
            startRound(0, "it became " + turn.incident().severity());
    }

    /** The first of the targets that is a schedule which does not exist, or null. */
    @Nullable
    String unknownSchedule(List<Target> targets) {
        for (Target target : targets) {
            if (target instanceof Target.ScheduleTarget(String name) && !schedules.containsKey(name)) return name;
        }
        return null;
    }

    /** Does what time demands, at most one late thing of it. */
    void wake() {
        boolean lateUsed = endAcknowledgement() || startOver();
        for (Unless sequence : pace.bySoonestLevel()) {
            Instant due = turn.deadlines().of(sequence);
            int next = pace.next(sequence);
            if (due == null || next == 0 || !pace.eligible(sequence) || !pace.isDue(due)) continue;
            boolean late = pace.isLate(due);
            if (late && lateUsed) pace.moveBehindTheLastPaged(sequence, next);
            else page(next, Sentences.because(turn.incident(), sequence, turn.now) + Sentences.late(due, turn.now));
            lateUsed |= late;
        }
        if (turn.incident().state() instanceof State.Triggered) wakeAtTheTop();
    }

    /** Starts a round if the acknowledgement has lapsed, and says whether that paged someone late. */
    private boolean endAcknowledgement() {
        if (!(turn.incident().state() instanceof State.Acknowledged held) || held.until() == null) return false;
        Instant until = held.until();
        if (!pace.isDue(until)) return false;
        turn.tell(
                Kind.ACKNOWLEDGEMENT_ENDED,
                "the acknowledgement by " + held.by() + " lapsed" + Sentences.late(until, turn.now));
        startRound(0, "the acknowledgement by " + held.by() + " lapsed");
        return pace.isLate(until) && turn.policy().level(1).after().isZero();
    }

    /** Starts over if it is time to, and says whether that paged someone late. A level that is due comes first, and shifts it. */
    private boolean startOver() {
        Instant repeat = turn.deadlines().repeat();
        if (!(turn.incident().state() instanceof State.Triggered) || repeat == null) return false;
        if (!pace.isDue(repeat) || pace.isDue(turn.deadlines().unacknowledged())) return false;
        startRound(
                turn.progress().repeats() + 1,
                Sentences.unanswered(turn.incident(), turn.now) + Sentences.late(repeat, turn.now));
        return pace.isLate(repeat) && turn.policy().level(1).after().isZero();
    }

    private void wakeAtTheTop() {
        if (paging.isBroken()) fallback("no page has arrived in time");
        Instant fallback = turn.deadlines().fallback();
        if (fallback == null || !pace.isDue(fallback)) return;
        fallback(Sentences.unanswered(turn.incident(), turn.now) + Sentences.late(fallback, turn.now));
    }

    /** Pages the lowest level that has not had its turn and may have it now, or the fallback when there is none. */
    void pageNext(String why) {
        int number = Stream.of(Unless.values())
                .filter(pace::eligible)
                .mapToInt(pace::next)
                .filter(next -> next > 0)
                .min()
                .orElse(0);
        if (number > 0) page(number, why);
        else fallback(why);
    }

    /** Marks one person of a level as out of reach, and goes on to the next level once nobody of it is left. */
    void failed(Signal.PageFailed page) {
        turn.tell(Kind.PAGE_FAILED, page.user() + " not reached: " + page.detail());
        if (!turn.incident().open() || page.round() != turn.progress().round()) return;
        if (page.level() == NAMED) namedFailed(page);
        List<Fired> all = new ArrayList<>(turn.progress().fired());
        for (int i = 0; i < all.size(); i++) {
            Fired fired = all.get(i);
            if (fired.round() != page.round() || fired.level() != page.level() || !fired.awaits(page.user())) continue;
            all.set(i, fired.withFailed(page.user()));
            turn.become(turn.progress().with(all));
            if (all.get(i).reachedNobody()) unreachable(page);
        }
        if (page.level() > turn.policy().levels().size()) reportUnreachable(page);
    }

    /** Whoever was named by hand and cannot be reached has no time to answer: level 1 need not wait. */
    private void namedFailed(Signal.PageFailed page) {
        List<String> left = turn.progress().assigned().stream()
                .filter(user -> !user.equals(page.user()))
                .toList();
        boolean last = left.isEmpty() && !turn.progress().assigned().isEmpty();
        turn.become(turn.progress().withAssigned(left));
        if (!last) return;
        reportUnreachable(page);
        if (isLevel1Next()) climb("whoever was named cannot be reached");
    }

    private void unreachable(Signal.PageFailed page) {
        reportUnreachable(page);
        boolean wanted = turn.policy().level(page.level()).unless() == Unless.RESOLVED
                || turn.incident().state() instanceof State.Triggered;
        if (wanted) climb("level " + page.level() + " cannot be reached");
    }

    /** Goes on to the next level; an incident that waits does so when it goes on. */
    private void climb(String why) {
        if (!turn.paused()) {
            pageNext(why);
            return;
        }
        for (Unless sequence : pace.bySoonestLevel()) {
            if (pace.next(sequence) == 0 || !pace.eligible(sequence)) continue;
            turn.move(turn.deadlines().with(sequence, turn.now));
            return;
        }
        turn.move(turn.deadlines().withFallback(turn.now));
    }

    private void reportUnreachable(Signal.PageFailed page) {
        turn.emit(new NobodyReached(
                turn.incident().id(), page.round(), page.level(), page.user() + ": " + page.detail()));
    }

    private void page(int number, String why) {
        Level level = turn.policy().level(number);
        Roster roster = Roster.of(level.targets(), schedules, turn.now);
        Progress before = turn.progress();
        Fired fired = new Fired(before.round(), number, level.unless(), turn.now, roster.users(), List.of());
        List<Fired> all = new ArrayList<>(before.fired());
        all.add(fired);
        turn.become(before.with(all));
        pace.moveOn(level);
        if (roster.users().isEmpty()) {
            String nobody = Sentences.nobody("level " + number, roster);
            turn.tell(Kind.NO_ONE_ON_CALL, nobody);
            turn.emit(new NobodyReached(turn.incident().id(), before.round(), number, nobody));
            pageNext(nobody);
        } else {
            turn.tell(Kind.LEVEL_PAGED, Sentences.paged("level " + number, roster, why));
            emitPages(number, "level " + number, roster, why);
            boolean held = paging.isHeld("level " + number, roster.reasons().keySet());
            if (held && paging.isUrgent()) pageNext("level " + number + " is not to be disturbed now");
        }
    }

    private void fallback(String why) {
        Policy policy = turn.policy();
        int number = policy.levels().size() + turn.progress().fallbacks() + 1;
        Roster roster = Roster.of(policy.fallback(), schedules, turn.now);
        Instant again = turn.deadlines().exhausted() ? turn.now.plus(Escalation.FALLBACK_EVERY) : null;
        turn.become(turn.progress().withFallback(again));
        if (roster.users().isEmpty()) {
            String nobody = Sentences.nobody("fallback", roster);
            turn.tell(Kind.NO_ONE_ON_CALL, nobody);
            turn.emit(new NobodyReached(turn.incident().id(), turn.progress().round(), number, nobody));
        } else {
            turn.tell(Kind.FALLBACK_PAGED, Sentences.paged("fallback", roster, why));
            emitPages(number, "fallback", roster, why);
            paging.isHeld("the fallback", roster.reasons().keySet());
        }
    }

    private void emitPages(int number, String rung, Roster roster, String why) {
        Incident incident = turn.incident();
        roster.reasons().forEach((user, reason) -> {
            String sentence = reason + ", " + rung + " of " + incident.policy().name() + ", because " + why;
            paging.page(number, user, sentence);
        });
    }
}
