package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Enough events within a window that slides from event to event: the state of {@code count}, and of {@code any}, which is a
 * count of one. Exact for every order of arrival within the lateness.
 *
 * <p>Times are kept sorted. In order, the new event is the newest and one comparison with the one N places before it
 * decides. Out of order, all instants up to one window later are asked again.
 */
final class CountWindow extends EagerWindow {
    private static final int FIRST_CAPACITY = 4;

    private long[] times = new long[FIRST_CAPACITY];
    private long[] ids = new long[FIRST_CAPACITY];
    private int size;

    CountWindow(Key key) {
        super(key);
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        if (size == times.length) makeRoom(rule);
        int index = insert(at, event.id());
        long until = at + rule.terms().within();
        for (int i = lastOf(index); i < size && times[i] < until; i = lastOf(i + 1)) {
            mark(i, rule);
        }
        begin(rule);
    }

    private void mark(int index, RuleState rule) {
        for (int tier = 0; tier < rule.limits().length; tier++) {
            int needed = rule.limits()[tier].needed(times[index]);
            if (isTrue(index, needed, rule)) mark(tier, times[index], rule);
        }
    }

    private int insert(long at, long id) {
        int index = size;
        while (index > 0 && times[index - 1] > at) index--;
        System.arraycopy(times, index, times, index + 1, size - index);
        System.arraycopy(ids, index, ids, index + 1, size - index);
        times[index] = at;
        ids[index] = id;
        size++;
        return index;
    }

    /** The last index with the same time: an instant sees all events of its own millisecond. */
    private int lastOf(int index) {
        int last = index;
        while (last + 1 < size && times[last + 1] == times[index]) last++;
        return last;
    }

    private boolean isTrue(int index, int needed, RuleState rule) {
        int oldest = index - needed + 1;
        return oldest >= 0 && times[oldest] > times[index] - rule.terms().within();
    }

    @Override
    boolean isSpent(RuleState rule) {
        return size == 0 || times[size - 1] <= rule.watermark() - rule.terms().within();
    }

    @Override
    String value(long since, RuleState rule) {
        return Integer.toString(count(since, rule));
    }

    private int count(long since, RuleState rule) {
        int count = 0;
        for (int i = 0; i < size && times[i] <= since; i++) {
            if (times[i] > since - rule.terms().within()) count++;
        }
        return count;
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < size && times[i] <= since; i++) {
            if (times[i] > since - rule.terms().within()) found.add(ids[i]);
        }
        return Evidence.newest(found);
    }

    /** Forgets what no decision needs; grows only when that leaves less than half of the room. */
    private void makeRoom(RuleState rule) {
        dropOld(rule);
        if (size > times.length / 2) thinOut(rule);
        if (size <= times.length / 2) return;
        times = Arrays.copyOf(times, times.length * 2);
        ids = Arrays.copyOf(ids, ids.length * 2);
    }

    /** Before the watermark nothing changes any more: of what windows still reach, the newest N are enough. */
    private void dropOld(RuleState rule) {
        int settled = 0;
        while (settled < size && times[settled] < rule.watermark()) settled++;
        int from = Math.max(0, settled - rule.terms().needed());
        while (from < settled && times[from] <= rule.watermark() - rule.terms().within()) from++;
        System.arraycopy(times, from, times, 0, size - from);
        System.arraycopy(ids, from, ids, 0, size - from);
        size -= from;
    }

    /**
     * Drops events in the middle of a flood. An event is not needed when the N events before it and the N after
     * it lie within one window: an instant up to the last of those is true without it, and a later one that sees
     * it sees those N as well. So no more than 2 N + 1 events per window length are kept, whatever the rate. The
     * true instants are in the spans already.
     */
    private void thinOut(RuleState rule) {
        int needed = rule.terms().needed();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            boolean dispensable = kept >= needed
                    && i + needed < size
                    && times[i + needed] - times[kept - needed] < rule.terms().within();
            if (dispensable) continue;
            times[kept] = times[i];
            ids[kept] = ids[i];
            kept++;
        }
        size = kept;
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        out.numbers(times, size);
        out.numbers(ids, size);
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        times = in.numbers();
        ids = in.numbers();
        size = times.length;
        if (ids.length != size)
            throw new IOException("cannot read a window of " + size + " times and " + ids.length + " ids");
        if (size > 0) return;
        times = new long[FIRST_CAPACITY];
        ids = new long[FIRST_CAPACITY];
    }
}
