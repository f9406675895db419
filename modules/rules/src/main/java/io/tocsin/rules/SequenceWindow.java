package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.yaml.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Steps in the order of event time within a window: the state of {@code sequence}. An instant is true when an event at it takes
 * the last step and some event took the first one in (t - within, t]. Events of one millisecond are in the order of the steps.
 * An absent step must not come between the events that took its neighbours, the milliseconds of both included; at the end it
 * must not come until the window is over that began with the first event, and the instant is then the end of the window.
 *
 * <p>Events behind the watermark are kept singly, in order, and each with the progress after it: one that comes out of order
 * changes the progress after it until it makes no difference any more. Without absent steps more events never make an instant
 * false, so it is decided at once; with them when the watermark has passed it.
 */
final class SequenceWindow extends EagerWindow {
    /** Events of a key behind the watermark. The oldest are then taken for settled, and counted as dropped. */
    static final int OPEN_MAX = 10_000;

    /** Complete but for what must not come after. The oldest go and are counted as dropped. */
    static final int WAITING_MAX = 1_000;

    private static final int FIRST_FULL = 8;
    private static final int TOLD_MAX = 20;

    private final Steps steps;
    private final boolean settled;
    private final List<Taken> open = new ArrayList<>(2);

    /** Chains that want to hear nothing until their windows are over, in the order of these. */
    private final Deque<Chain> waiting = new ArrayDeque<>(1);

    private final Deque<Told> told = new ArrayDeque<>(1);
    private Progress base;
    private int full = FIRST_FULL;

    /** An event; the progress after it is known at once when the condition is eager. */
    private static final class Taken {
        private final long at;
        private final int mask;
        private final long id;
        private @Nullable Progress after;

        private Taken(long at, int mask, long id) {
            this.at = at;
            this.mask = mask;
            this.id = id;
        }
    }

    private record Told(long at, Chain chain) {}

    SequenceWindow(Key key, SequenceCondition condition) {
        super(key);
        this.steps = new Steps(condition);
        this.settled = !condition.eager();
        this.base = Progress.none(steps);
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        int mask = steps.mask(event);
        if (mask == 0) return;
        if (open.size() >= full) makeRoom(rule);
        int index = insert(new Taken(at, mask, event.id()));
        if (!settled) follow(index, rule);
        else if ((mask & 1 << steps.last()) != 0) rule.schedule(this, at + 1);
        begin(rule);
    }

    private int insert(Taken taken) {
        int index = open.size();
        while (index > 0 && isAfter(open.get(index - 1), taken)) index--;
        open.add(index, taken);
        return index;
    }

    private static boolean isAfter(Taken one, Taken other) {
        return one.at > other.at || (one.at == other.at && Steps.compare(one.mask, other.mask) > 0);
    }

    private void follow(int index, RuleState rule) {
        Progress before = index == 0 ? base : Objects.requireNonNull(open.get(index - 1).after);
        for (int i = index; i < open.size(); i++) {
            Taken taken = open.get(i);
            Progress after = before.after(
                    taken.mask, taken.at, taken.id, steps, rule.terms().within());
            if (after.equals(taken.after)) return;
            taken.after = after;
            before = after;
            if (after.complete() != null) mark(taken.at, after.complete(), rule);
        }
    }

    private void mark(long at, Chain chain, RuleState rule) {
        if (told.size() == TOLD_MAX) told.removeLast();
        told.addFirst(new Told(at, chain));
        for (int tier = 0; tier < rule.limits().length; tier++) mark(tier, at, rule);
    }

    private void makeRoom(RuleState rule) {
        takeAllBefore(rule.watermark(), rule);
        if (open.size() >= OPEN_MAX) {
            long until = open.get(OPEN_MAX / 4).at;
            rule.counters().dropped += OPEN_MAX / 4;
            takeAllBefore(Math.max(until, open.getFirst().at + 1), rule);
        }
        full = Math.max(FIRST_FULL, Math.min(OPEN_MAX, open.size() * 2));
        if (settled) schedule(rule);
    }

    /** Takes for settled what is before an instant, and decides what waited for that. */
    private void takeAllBefore(long instant, RuleState rule) {
        int gone = 0;
        while (gone < open.size() && open.get(gone).at < instant) {
            Taken taken = open.get(gone++);
            if (settled) take(taken, rule);
            else base = Objects.requireNonNull(taken.after);
        }
        if (gone > 0) open.subList(0, gone).clear();
        if (settled) endWindows(instant, rule);
    }

    private void take(Taken taken, RuleState rule) {
        endWindows(taken.at, rule);
        if (steps.endsAbsent() && (taken.mask & 1 << (steps.size() - 1)) != 0) waiting.clear();
        base = base.after(taken.mask, taken.at, taken.id, steps, rule.terms().within());
        Chain complete = base.complete();
        if (complete == null) return;
        if (!steps.endsAbsent()) mark(taken.at, complete, rule);
        else if (waiting.isEmpty() || waiting.getLast().start() < complete.start()) await(complete, rule);
    }

    private void await(Chain complete, RuleState rule) {
        if (waiting.size() == WAITING_MAX) {
            waiting.removeFirst();
            rule.counters().dropped += 1;
        }
        waiting.addLast(complete);
    }

    /** Nothing came until these windows were over. */
    private void endWindows(long instant, RuleState rule) {
        while (!waiting.isEmpty() && waiting.getFirst().start() + rule.terms().within() <= instant) {
            Chain chain = waiting.removeFirst();
            mark(chain.start() + rule.terms().within(), chain, rule);
        }
    }

    @Override
    void settle(RuleState rule) {
        if (settled) {
            takeAllBefore(rule.watermark(), rule);
            begin(rule);
        }
        super.settle(rule);
        if (settled) schedule(rule);
    }

    private void schedule(RuleState rule) {
        if (!waiting.isEmpty())
            rule.schedule(this, waiting.getFirst().start() + rule.terms().within());
        for (Taken taken : open) {
            if ((taken.mask & 1 << steps.last()) == 0) continue;
            rule.schedule(this, taken.at + 1);
            return;
        }
    }

    private @Nullable Chain told(long since) {
        for (Told each : told) if (each.at == since) return each.chain;
        return null;
    }

    /** How long the events took that came. */
    @Override
    String value(long since, RuleState rule) {
        Chain chain = told(since);
        return chain == null ? "" : Durations.print(Duration.ofMillis(chain.at() - chain.start()));
    }

    @Override
    List<String> evidence(long since, RuleState rule) {
        Chain chain = told(since);
        return chain == null ? List.of() : chain.evidence();
    }

    @Override
    boolean isSpent(RuleState rule) {
        long expired = rule.watermark() - rule.terms().within();
        return waiting.isEmpty() && base.isSpent(expired) && (open.isEmpty() || open.getLast().at <= expired);
    }

    @Override
    void saveWindow(StateOut out) throws IOException {
        base.save(out);
        out.number(waiting.size());
        for (Chain chain : waiting) Chain.save(chain, out);
        out.number(open.size());
        for (Taken taken : open) {
            out.number(taken.at);
            out.number(taken.mask);
            out.number(taken.id);
        }
    }

    @Override
    void loadWindow(StateIn in, RuleState rule) throws IOException {
        base = Progress.load(in, steps);
        int waits = in.count();
        for (int i = 0; i < waits; i++) {
            Chain chain = Chain.load(in);
            if (chain != null) waiting.add(chain);
        }
        int saved = in.count();
        Progress before = base;
        for (int i = 0; i < saved; i++) {
            long at = in.number();
            Taken taken = new Taken(at, (int) in.number(), in.number());
            if (!settled) {
                before = before.after(
                        taken.mask, taken.at, taken.id, steps, rule.terms().within());
                taken.after = before;
            }
            open.add(taken);
        }
        full = Math.max(FIRST_FULL, Math.min(OPEN_MAX, saved * 2));
        if (settled) schedule(rule);
    }
}
