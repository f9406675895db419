package io.tocsin.escalation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules once more, told by counting minutes instead of setting deadlines: the oracle of {@link SimulationTest}. Knows no lateness
 * and no repeats; slow and plain on purpose.
 */
final class NaiveEscalation {
    private static final int REOPEN_MINUTES = 10;

    final List<String> pages = new ArrayList<>();
    private final Policy policy;
    private int minute;
    private int round = 1;
    private final TreeMap<Integer, Boolean> had = new TreeMap<>();
    private final EnumMap<Unless, Integer> waited = new EnumMap<>(Map.of(Unless.ACKNOWLEDGED, 0, Unless.RESOLVED, 0));
    private int waitedAtTheTop;
    private int fallbacks;
    /** Whether the fallback was paged after the last level: only then it waits for an hour. */
    private boolean atTheTop;

    private boolean acknowledged;
    private int acknowledgedFor;
    private boolean resolved;
    private int resolvedFor;
    private boolean held;
    private int quietFor = -1;

    /** Of each group that it has, by number: whether it fires, and whether that is held back. */
    private final boolean[] fires = {true, false};

    private final boolean[] heldBack = {false, false};
    boolean merged;

    NaiveEscalation(Policy policy) {
        this.policy = policy;
        lookForDueLevels();
    }

    void aMinutePasses() {
        minute++;
        if (resolved) {
            resolvedFor++;
            return;
        }
        if (acknowledged) acknowledgedFor++;
        if (quietFor >= 0 && ++quietFor >= resolveAfter()) resolve();
        if (resolved || waits()) return;
        waited.merge(Unless.RESOLVED, 1, Integer::sum);
        waitedAtTheTop++;
        if (!acknowledged) waited.merge(Unless.ACKNOWLEDGED, 1, Integer::sum);
        look();
    }

    private void look() {
        Duration timeout = policy.ackTimeout();
        if (acknowledged && timeout != null && acknowledgedFor >= timeout.toMinutes()) newRound();
        lookForDueLevels();
    }

    private boolean waits() {
        return held || quietFor >= 0;
    }

    private long resolveAfter() {
        return policy.resolveAfter() == null ? 0 : policy.resolveAfter().toMinutes();
    }

    /** Another incident, whose group fires, is merged into this one. */
    void absorb() {
        if (resolved || merged) return;
        merged = true;
        fires[0] = quietFor < 0;
        heldBack[0] = held;
        burn(1);
    }

    private void burn(int group) {
        fires[group] = true;
        heldBack[group] = false;
        fireAgain();
    }

    private boolean awake() {
        return (fires[0] && !heldBack[0]) || (fires[1] && !heldBack[1]);
    }

    void hold(int group) {
        heldBack[group] = true;
        if (!awake()) hold();
    }

    void release(int group) {
        heldBack[group] = false;
        if (awake()) release();
    }

    void clear(int group) {
        fires[group] = false;
        heldBack[group] = false;
        if (!fires[0] && !fires[1]) clear();
        else if (awake()) fireAgain();
        else hold();
    }

    /** A group fires; of one that was over for long, the desk opens another incident. */
    void fireAgain(int group) {
        if (!resolved || resolvedFor <= REOPEN_MINUTES) burn(group);
    }

    boolean tooLate() {
        return resolved && resolvedFor > REOPEN_MINUTES;
    }

    void hold() {
        if (!resolved && !waits()) held = true;
    }

    void release() {
        if (!held) return;
        held = false;
        look();
    }

    /** Nothing fires any more. */
    void clear() {
        if (resolved) return;
        if (resolveAfter() == 0) resolve();
        else if (quietFor < 0) quietFor = 0;
        held = false;
    }

    void reassign(String user) {
        if (resolved) return;
        newRound(false);
        waited.put(Unless.ACKNOWLEDGED, (int) -policy.firstWindow().toMinutes());
        pages.add(minute + " " + round + "/0 " + user);
    }

    void acknowledge() {
        if (acknowledged || resolved) return;
        acknowledged = true;
        acknowledgedFor = 0;
    }

    void unacknowledge() {
        if (acknowledged && !resolved) newRound();
    }

    void resolve() {
        if (resolved) return;
        resolved = true;
        acknowledged = false;
        resolvedFor = 0;
        held = false;
        quietFor = -1;
    }

    void fireAgain() {
        if (!resolved && waits()) {
            held = false;
            quietFor = -1;
            look();
        }
        if (!resolved || resolvedFor > REOPEN_MINUTES) return;
        resolved = false;
        newRound();
    }

    void escalate() {
        if (resolved) return;
        if (acknowledged) waited.put(Unless.ACKNOWLEDGED, 0);
        acknowledged = false;
        fireLowest();
    }

    private void newRound() {
        newRound(!waits());
    }

    private void newRound(boolean mayPage) {
        round++;
        acknowledged = false;
        had.keySet().removeIf(number -> policy.level(number).unless() == Unless.ACKNOWLEDGED);
        waited.put(Unless.ACKNOWLEDGED, 0);
        fallbacks = 0;
        atTheTop = false;
        if (mayPage && policy.level(1).after().isZero()) fire(1);
    }

    private void lookForDueLevels() {
        boolean nothing = true;
        for (int number = 1; number <= policy.levels().size(); number++) {
            Unless unless = policy.level(number).unless();
            if (had.containsKey(number) || (acknowledged && unless == Unless.ACKNOWLEDGED)) continue;
            if (!isFirstOfItsSequence(number) || waited.getOrDefault(unless, 0) < window(number)) continue;
            fire(number);
            nothing = false;
        }
        boolean top = had.size() == policy.levels().size() && !acknowledged;
        long wait = atTheTop ? 60 : policy.lastWindow().toMinutes();
        if (nothing && top && waitedAtTheTop >= wait) fallback();
    }

    private boolean isFirstOfItsSequence(int number) {
        for (int earlier = 1; earlier < number; earlier++) {
            if (!had.containsKey(earlier)
                    && policy.level(earlier).unless() == policy.level(number).unless()) return false;
        }
        return true;
    }

    private long window(int number) {
        long previous = 0;
        for (int earlier = 1; earlier < number; earlier++) {
            if (policy.level(earlier).unless() == policy.level(number).unless()) {
                previous = policy.level(earlier).after().toMinutes();
            }
        }
        return policy.level(number).after().toMinutes() - previous;
    }

    private void fire(int number) {
        had.put(number, true);
        waited.put(policy.level(number).unless(), 0);
        waitedAtTheTop = 0;
        atTheTop = false;
        if (policy.level(number).targets().getFirst() instanceof Target.UserTarget(String user)) {
            pages.add(minute + " " + round + "/" + number + " " + user);
        } else {
            fireLowest();
        }
    }

    private void fireLowest() {
        for (int number = 1; number <= policy.levels().size(); number++) {
            if (had.containsKey(number)) continue;
            if (acknowledged && policy.level(number).unless() == Unless.ACKNOWLEDGED) continue;
            fire(number);
            return;
        }
        fallback();
    }

    private void fallback() {
        waitedAtTheTop = 0;
        atTheTop = true;
        fallbacks++;
        pages.add(minute + " " + round + "/" + (policy.levels().size() + fallbacks) + " ops");
    }
}
