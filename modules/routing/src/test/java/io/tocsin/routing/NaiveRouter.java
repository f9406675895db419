package io.tocsin.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a router should do, written as plainly as possible: everything is asked anew each minute, nothing is indexed, nothing is
 * kept but what was heard and told. Counts in minutes; knows the configuration of {@link RouterHistoryTest} only.
 */
final class NaiveRouter {
    /** A route: how its alerts are grouped and when they are told. */
    record Path(String receiver, String groupBy, int interval, int repeat, boolean sendResolved) {}

    private static final Path ALL = new Path("all", "alertname", 5, 60, true);
    private static final Path A = new Path("a", "severity", 2, 14, true);
    private static final Path B = new Path("b", "team", 5, 60, false);

    private static final class Known {
        final Map<String, String> labels;
        boolean fires;

        Known(Map<String, String> labels) {
            this.labels = labels;
        }

        boolean has(String name, String value) {
            return value.equals(labels.get(name));
        }

        String name() {
            return labels.get("alertname") + labels.get("team") + labels.get("severity");
        }
    }

    private static final class Mute {
        final History.Silences asked;
        int end;
        boolean over;
        boolean held;
        boolean holding;

        Mute(History.Silences asked) {
            this.asked = asked;
            this.end = asked.minute() + asked.lasts();
        }

        boolean isActive(int now) {
            return asked.minute() + asked.from() <= now && now < end;
        }

        boolean holds(int now) {
            if (!isActive(now) || asked.hours().isEmpty()) return isActive(now);
            int hour = (now / 60 + 12) % 24;
            int first = asked.hours().get(0);
            int last = asked.hours().get(1);
            return first < last ? first <= hour && hour < last : first <= hour || hour < last;
        }

        boolean fits(Known alert) {
            int at = asked.matcher().indexOf('=');
            return alert.has(asked.matcher().substring(0, at), asked.matcher().substring(at + 1));
        }
    }

    private record Told(Set<String> firing, Set<String> resolved, int at) {}

    private static final class Party {
        final Path path;
        final Map<String, Known> members = new TreeMap<>();
        final Map<String, Told> log = new HashMap<>();
        int next;
        boolean looked;

        Party(Path path, int next) {
            this.path = path;
            this.next = next;
        }

        boolean believes(String name) {
            return log.values().stream().anyMatch(told -> told.firing.contains(name));
        }
    }

    final List<String> told = new ArrayList<>();
    private final Map<String, Known> alerts = new TreeMap<>();
    private final Map<String, Party> groups = new TreeMap<>();
    private final List<Mute> mutes = new ArrayList<>();

    /** Those that are not over: of a year's silences a handful. */
    private final List<Mute> open = new ArrayList<>();

    private static List<Path> paths(Known alert) {
        if (alert.has("team", "a")) return List.of(A, B);
        return alert.has("team", "b") ? List.of(B) : List.of(ALL);
    }

    void hears(Map<String, String> labels, boolean fires, int now) {
        Known alert = new Known(labels);
        alert = alerts.computeIfAbsent(alert.name(), name -> new Known(labels));
        alert.fires = fires;
        for (Mute mute : open) notesHold(mute, now);
        for (Path path : paths(alert)) {
            String id = path.receiver + ":" + labels.get(path.groupBy);
            groups.computeIfAbsent(id, any -> new Party(path, now)).members.put(alert.name(), alert);
        }
    }

    void silences(History.Silences asked, boolean refused) {
        Mute mute = new Mute(asked);
        mute.over = refused;
        mute.holding = mute.holds(asked.minute());
        mutes.add(mute);
        if (refused) return;
        open.add(mute);
        notesHold(mute, asked.minute());
    }

    private void notesHold(Mute mute, int now) {
        if (mute.asked.untilResolved() && mute.holds(now) && anyFires(mute)) mute.held = true;
    }

    private boolean anyFires(Mute mute) {
        return alerts.values().stream().anyMatch(alert -> alert.fires && mute.fits(alert));
    }

    void expires(int number, int now) {
        if (number > mutes.size() || mutes.get(number - 1).over) return;
        Mute mute = mutes.get(number - 1);
        boolean held = mute.asked.hours().isEmpty() ? mute.isActive(now) : mute.holding;
        mute.end = now;
        mute.over = true;
        open.remove(mute);
        if (held) release(mute, now);
    }

    /** Does what is due at a minute; again is harmless. */
    void settle(int now) {
        List<Mute> ended = new ArrayList<>();
        for (Mute mute : open) {
            if (lets(mute, now)) ended.add(mute);
        }
        open.removeIf(mute -> mute.over);
        Set<Party> looked = new HashSet<>();
        for (String id : List.copyOf(groups.keySet())) {
            Party group = groups.get(id);
            if (group == null || group.next > now) continue;
            look(id, group, now, true);
            looked.add(group);
            group.looked = true;
            group.next = now + group.path.interval;
        }
        for (Mute mute : ended) release(mute, now, looked);
    }

    /** Whether a silence lets go now of something that it held. */
    private boolean lets(Mute mute, int now) {
        boolean was = mute.holding;
        notesHold(mute, now);
        if (mute.held && mute.isActive(now) && !anyFires(mute)) mute.end = now;
        mute.holding = mute.holds(now);
        mute.over = mute.end <= now;
        if (mute.asked.hours().isEmpty()) return mute.over;
        return was && !mute.holding;
    }

    private void release(Mute mute, int now) {
        release(mute, now, Set.of());
    }

    private void release(Mute mute, int now, Set<Party> looked) {
        for (String id : List.copyOf(groups.keySet())) {
            Party group = groups.get(id);
            if (group == null || !group.looked || looked.contains(group)) continue;
            if (group.members.values().stream().anyMatch(mute::fits)) look(id, group, now, false);
        }
    }

    private boolean isHeld(Known alert, int now) {
        return open.stream().anyMatch(mute -> mute.holds(now) && mute.fits(alert))
                || alerts.values().stream().anyMatch(other -> other.fires && inhibits(other, alert));
    }

    private static boolean inhibits(Known source, Known target) {
        boolean first = source.has("severity", "critical")
                && target.has("severity", "warning")
                && source.has("alertname", target.labels.getOrDefault("alertname", ""));
        boolean twoSided = source.has("team", "b") && target.has("alertname", "n1");
        return first || (source.has("alertname", "n1") && target.has("team", "b") && !twoSided);
    }

    private void look(String id, Party group, int now, boolean inTurn) {
        Set<String> firing = new TreeSet<>();
        Set<String> resolved = new TreeSet<>();
        Set<String> held = new TreeSet<>();
        group.members.forEach((name, alert) -> {
            if (isHeld(alert, now)) held.add(name);
            else if (alert.fires) firing.add(name);
            else resolved.add(name);
        });
        if (!firing.isEmpty() || !resolved.isEmpty()) tell(group, firing, resolved, now, inTurn);
        Set<String> leaving = new TreeSet<>();
        group.members.forEach((name, alert) -> {
            if (!alert.fires && !(held.contains(name) && group.believes(name))) leaving.add(name);
        });
        group.members.keySet().removeAll(leaving);
        group.log.replaceAll((who, entry) -> new Told(without(entry.firing, leaving), entry.resolved, entry.at));
        if (group.members.isEmpty()) groups.remove(id);
        for (String name : leaving) {
            if (groups.values().stream().noneMatch(any -> any.members.containsKey(name))) alerts.remove(name);
        }
    }

    private static Set<String> without(Set<String> all, Set<String> gone) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(gone);
        return rest;
    }

    private void tell(Party group, Set<String> firing, Set<String> resolved, int now, boolean inTurn) {
        Path path = group.path;
        for (String who : List.of("picture", "hook")) {
            boolean ends = who.equals("picture") || path.sendResolved;
            Told last = group.log.get(who);
            if (!isDue(last, firing, ends ? resolved : Set.of(), inTurn ? now - path.repeat : Integer.MIN_VALUE))
                continue;
            group.log.put(who, new Told(firing, resolved, now));
            if (who.equals("hook") && (ends || !firing.isEmpty()))
                told.add(now + " " + path.receiver + " " + firing + (ends ? resolved : ""));
        }
    }

    private static boolean isDue(@Nullable Told last, Set<String> firing, Set<String> resolved, int repeatedUpTo) {
        if (last == null) return !firing.isEmpty();
        if (!last.firing.containsAll(firing)) return true;
        if (firing.isEmpty()) return !last.firing.isEmpty();
        return !last.resolved.containsAll(resolved) || last.at <= repeatedUpTo;
    }
}
