package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What becomes of one subject, by counting: when its group is looked at, what its receiver knows, whom its incidents page. */
final class NaiveGroup {
    private static final long NEVER = Long.MAX_VALUE;

    /** Who was paged: when, for which round and level. */
    record Page(long at, int round, int level, String user) {
        @Override
        public String toString() {
            return Story.time(at) + " round " + round + " level " + level + " " + user;
        }
    }

    private final Company company;
    private final @Nullable Plan plan;
    private final List<Page> pages = new ArrayList<>();
    private final Map<String, Long> firing = new TreeMap<>();
    private final Set<String> ended = new HashSet<>();
    private long now;
    /** By how much the clock on the wall was set. */
    private long wall;

    private boolean foretold = true;
    private long hushEndedAt = Long.MIN_VALUE;

    private boolean exists;
    private long lookIn = NEVER;
    private boolean looked;
    private @Nullable Set<String> toldFiring;
    private Set<String> toldEnded = Set.of();
    private long toldAt;
    private long hushedFor;
    private @Nullable NaiveIncident incident;

    /** @param wall by how much the clock on the wall was set before */
    NaiveGroup(Company company, String subject, long wall) {
        this.wall = wall;
        this.company = company;
        this.plan = company.plans().get(Company.planOf(subject));
    }

    List<Page> pages() {
        return pages;
    }

    /** Lets time pass and does what falls due. */
    void passTo(long end) {
        while (true) {
            long next = Math.min(lookIn, hushedFor > 0 ? hushedFor : NEVER);
            if (incident != null) next = Math.min(next, incident.heldDownTooLong() ? NEVER : incident.untilNext());
            if (next > end - now) break;
            pass(next);
            fallDue();
        }
        pass(end - now);
    }

    private void pass(long time) {
        now += time;
        if (lookIn != NEVER) lookIn -= time;
        if (hushedFor > 0 && hushedFor != time) hushedFor -= time;
        else if (hushedFor > 0) endHush();
        if (incident != null) incident.pass(time);
    }

    private boolean hushEnds;

    private void endHush() {
        hushedFor = 0;
        hushEnds = true;
        hushEndedAt = now;
    }

    private void fallDue() {
        if (lookIn == 0) look(true);
        else if (hushEnds && looked) look(false);
        hushEnds = false;
        if (incident == null) return;
        incident.look();
        if (incident.heldDownTooLong() && !firing.isEmpty() && hushedFor == 0) open();
    }

    private void look(boolean inTurn) {
        looked = true;
        if (hushedFor > 0) {
            if (incident != null) incident.hold();
            // Whoever was told of a beginning is owed its end.
            ended.removeIf(alert -> toldFiring == null || !toldFiring.contains(alert));
        } else {
            if (isNews(inTurn)) tell();
            if (incident != null) incident.release();
            if (toldFiring != null) toldFiring.removeAll(ended);
            ended.clear();
        }
        if (firing.isEmpty() && ended.isEmpty()) vanish();
        else if (inTurn) lookIn = Company.GROUP_INTERVAL;
    }

    private void vanish() {
        exists = false;
        looked = false;
        toldFiring = null;
        lookIn = NEVER;
    }

    private boolean isNews(boolean inTurn) {
        Set<String> known = toldFiring;
        if (known == null) return !firing.isEmpty();
        if (!known.containsAll(firing.keySet())) return true;
        if (firing.isEmpty()) return !known.isEmpty();
        return !toldEnded.containsAll(ended) || (inTurn && now - toldAt >= Company.REPEAT_INTERVAL);
    }

    private void tell() {
        toldFiring = new HashSet<>(firing.keySet());
        toldEnded = Set.copyOf(ended);
        toldAt = now;
        if (plan == null) return;
        if (firing.isEmpty()) {
            if (incident != null) incident.clears();
        } else if (incident == null || incident.fires(firing)) {
            open();
        }
    }

    private void open() {
        Plan mine = plan;
        if (mine == null) return;
        // Pages of level 1 leave while the incident is being made: it is in its first round.
        incident = null;
        incident = new NaiveIncident(
                mine,
                firing,
                level -> company.who(mine.rung(level), Story.START.plusMillis(now + wall)),
                (level, user) -> pages.add(new Page(now, incident == null ? 1 : incident.round(), level, user)));
    }

    void begins(String instance) {
        ended.remove(instance);
        firing.put(instance, now);
        if (exists) return;
        exists = true;
        lookIn = Company.GROUP_WAIT;
    }

    void ends(String instance) {
        if (firing.remove(instance) != null) ended.add(instance);
    }

    void hushed(long lasting) {
        hushedFor = Math.max(hushedFor, lasting);
        if (looked && incident != null) incident.hold();
    }

    /**
     * Somebody set the clock on the wall back. Whoever waits goes on waiting, what was over stays over. Only the hours of silences are
     * other people's: by the wall one may have its end before it once more.
     */
    void setBack(long by) {
        wall -= by;
        foretold &= hushEndedAt <= now - by && hushedFor == 0;
    }

    /** Whether counting says what becomes of it: not when the wall was set to before a silence was over. */
    boolean isForetold() {
        return foretold;
    }

    void acted(Fact.Acted acted) {
        NaiveIncident about = incident;
        if (about == null) return;
        switch (acted.verb()) {
            case ACKNOWLEDGE, ACKNOWLEDGE_OLD -> about.acknowledge(acted.asked(), 0);
            case SNOOZE -> about.acknowledge(null, acted.until());
            case GIVE_BACK -> about.giveBack();
            case RESOLVE -> about.resolve();
            case ESCALATE -> about.escalate();
            case REASSIGN -> about.reassign(acted.who());
        }
        about.look();
    }
}
