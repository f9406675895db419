package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.yaml.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An event for each step in any order within a window: the state of {@code together}. An instant {@code t} is true when the
 * events in (t - within, t] can be given one to each step; an event that fits several takes one of them.
 *
 * <p>Before the watermark the newest events of each kind are enough, as many as there are steps: a kind is the set of steps
 * that an event fits, and events of one kind can stand for each other.
 */
final class TogetherWindow extends EagerWindow {
    private static final int FIRST_CAPACITY = 4;

    private final Steps steps;

    /** The newest event of each step. */
    private final long[] newest;

    private long[] times = new long[FIRST_CAPACITY];
    private long[] ids = new long[FIRST_CAPACITY];
    private int[] masks = new int[FIRST_CAPACITY];
    private int size;

    TogetherWindow(Key key, SequenceCondition condition) {
        super(key);
        this.steps = new Steps(condition);
        this.newest = new long[steps.size()];
        Arrays.fill(newest, SourceClock.NEVER);
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        int mask = steps.mask(event);
        if (mask == 0) return;
        if (size == times.length) makeRoom(rule);
        int index = insert(at, mask, event.id());
        long until = at + rule.terms().within();
        for (int i = lastOf(index); i < size && times[i] < until; i = lastOf(i + 1)) {
            if (!isDecided(times[i], rule) && isPossible(times[i], rule) && isTrue(i, rule)) mark(times[i], rule);
        }
        begin(rule);
    }

    private void mark(long at, RuleState rule) {
        for (int tier = 0; tier < rule.limits().length; tier++) mark(tier, at, rule);
    }

    private int insert(long at, int mask, long id) {
        int index = size;
        while (index > 0 && times[index - 1] > at) index--;
        System.arraycopy(times, index, times, index + 1, size - index);
        System.arraycopy(ids, index, ids, index + 1, size - index);
        System.arraycopy(masks, index, masks, index + 1, size - index);
        times[index] = at;
        ids[index] = id;
        masks[index] = mask;
        size++;
        for (int step = 0; step < newest.length; step++) {
            if ((mask & 1 << step) != 0) newest[step] = Math.max(newest[step], at);
        }
        return index;
    }

    private int lastOf(int index) {
        int last = index;
        while (last + 1 < size && times[last + 1] == times[index]) last++;
        return last;
    }

    /** A quick no: a step without any event since the window began. */
    private boolean isPossible(long at, RuleState rule) {
        for (long last : newest) if (last <= at - rule.terms().within()) return false;
        return true;
    }

    private boolean isTrue(int index, RuleState rule) {
        return used(index, rule).size() == steps.size();
    }

    /** The events that take a step at an instant, newest first; fewer than there are steps when it is not true. */
    private List<Integer> used(int index, RuleState rule) {
        Assignment assignment = new Assignment(steps.size());
        List<Integer> used = new ArrayList<>();
        long expired = times[index] - rule.terms().within();
        for (int i = index; i >= 0 && times[i] > expired && !assignment.isComplete(); i--) {
            if (assignment.offer(masks[i])) used.add(i);
        }
        return used;
    }

    private void makeRoom(RuleState rule) {
        dropOld(rule);
        if (size >= SequenceWindow.OPEN_MAX) {
            int gone = SequenceWindow.OPEN_MAX / 4;
            rule.counters().dropped += gone;
            drop(gone);
        }
        if (size > times.length / 2) grow();
    }

    private void drop(int gone) {
        System.arraycopy(times, gone, times, 0, size - gone);
        System.arraycopy(ids, gone, ids, 0, size - gone);
        System.arraycopy(masks, gone, masks, 0, size - gone);
        size -= gone;
    }

    private void dropOld(RuleState rule) {
        int[] ofKind = new int[1 << steps.size()];
        long expired = rule.watermark() - rule.terms().within();
        int kept = size;
        for (int i = size - 1; i >= 0; i--) {
            boolean isOld = times[i] < rule.watermark();
            if (isOld && (times[i] <= expired || ++ofKind[masks[i]] > steps.size())) continue;
            kept--;
            times[kept] = times[i];
            ids[kept] = ids[i];
            masks[kept] = masks[i];
        }
        drop(kept);
    }

    /** The last place of the instant, or of what is left of it. */
    private int indexOf(long since) {
        int index = size - 1;
        while (index > 0 && times[index] > since) index--;
        return index;
    }

    @Override
    String value(long since, RuleState rule) {
        List<Integer> used = used(indexOf(since), rule);
        return Durations.print(Duration.ofMillis(times[used.getFirst()] - times[used.getLast()]));
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        List<Long> found = new ArrayList<>();
        for (int index : used(indexOf(since), rule)) found.add(ids[index]);
        Collections.reverse(found);
        return Evidence.newest(found);
    }

    @Override
    boolean isSpent(RuleState rule) {
        return size == 0 || times[size - 1] <= rule.watermark() - rule.terms().within();
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        out.numbers(times, size);
        out.numbers(ids, size);
        for (int i = 0; i < size; i++) out.number(masks[i]);
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        long[] savedTimes = in.numbers();
        long[] savedIds = in.numbers();
        if (savedIds.length != savedTimes.length)
            throw new IOException("cannot read " + savedTimes.length + " times with " + savedIds.length + " ids");
        int all = (1 << steps.size()) - 1;
        for (int i = 0; i < savedTimes.length; i++) {
            int mask = (int) in.number() & all;
            if (size == times.length) grow();
            insert(savedTimes[i], mask, savedIds[i]);
        }
    }

    private void grow() {
        times = Arrays.copyOf(times, times.length * 2);
        ids = Arrays.copyOf(ids, ids.length * 2);
        masks = Arrays.copyOf(masks, masks.length * 2);
    }
}
