package io.tocsin.rules;

import io.tocsin.model.EventId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that took the first steps of a sequence, the newest first.
 *
 * @param start when the first one took place
 * @param at when this one took place
 * @param id of this one
 */
record Chain(long start, long at, long id, @Nullable Chain previous) {
    /** The ids of the events, oldest first. */
    List<String> evidence() {
        Deque<String> ids = new ArrayDeque<>();
        for (Chain each = this; each != null; each = each.previous) ids.addFirst(EventId.text(each.id));
        return List.copyOf(ids);
    }

    static void save(@Nullable Chain chain, StateOut out) throws IOException {
        out.flag(chain != null);
        if (chain == null) return;
        save(chain.previous, out);
        out.number(chain.at);
        out.number(chain.id);
    }

    static @Nullable Chain load(StateIn in) throws IOException {
        return load(in, SequenceCondition.STEPS_MAX);
    }

    private static @Nullable Chain load(StateIn in, int most) throws IOException {
        if (!in.flag()) return null;
        if (most == 0) throw new IOException("cannot read a sequence of more than " + SequenceCondition.STEPS_MAX);
        Chain previous = load(in, most - 1);
        long at = in.number();
        return new Chain(previous == null ? at : previous.start, at, in.number(), previous);
    }
}
