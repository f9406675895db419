package io.tocsin.rules;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a sequence has come: for each step the chain that has taken it, of all possible ones that which began last. It is
 * the only one that matters, because it fits into a window for longest. Immutable.
 */
final class Progress {
    private final @Nullable Chain[] taken;

    /** The chain that took the last step with the latest event, or null. */
    private final @Nullable Chain complete;

    private Progress(@Nullable Chain[] taken, @Nullable Chain complete) {
        this.taken = taken;
        this.complete = complete;
    }

    static Progress none(Steps steps) {
        return new Progress(new Chain[steps.size()], null);
    }

    @Nullable
    Chain complete() {
        return complete;
    }

    /**
     * What follows from one more event, later than all before. It takes one step at most in any chain, so later steps are
     * looked at first; and what must not come between two steps does not include the events that took these.
     */
    Progress after(int mask, long at, long id, Steps steps, long within) {
        @Nullable Chain[] next = taken;
        Chain done = null;
        for (int step = steps.size() - 1; step >= 0; step--) {
            if ((mask & 1 << step) == 0) continue;
            if (steps.isAbsent(step)) {
                next = with(next, step - 1, null);
                continue;
            }
            Chain before = step == 0 ? null : next[steps.before(step)];
            if (step > 0 && (before == null || before.start() <= at - within)) continue;
            Chain chain = new Chain(before == null ? at : before.start(), at, id, before);
            if (step == steps.last()) done = chain;
            else next = with(next, step, chain);
        }
        return next == taken && done == null && complete == null ? this : new Progress(next, done);
    }

    private @Nullable Chain[] with(@Nullable Chain[] chains, int step, @Nullable Chain chain) {
        if (chain == null && chains[step] == null) return chains;
        @Nullable Chain[] changed = chains == taken ? chains.clone() : chains;
        changed[step] = chain;
        return changed;
    }

    /** Whether nothing of it fits into a window that ends after the watermark. */
    boolean isSpent(long expired) {
        for (Chain chain : taken) if (chain != null && chain.start() > expired) return false;
        return true;
    }

    void save(StateOut out) throws IOException {
        for (Chain chain : taken) Chain.save(chain, out);
    }

    static Progress load(StateIn in, Steps steps) throws IOException {
        @Nullable Chain[] taken = new Chain[steps.size()];
        for (int i = 0; i < taken.length; i++) taken[i] = Chain.load(in);
        return new Progress(taken, null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Progress progress
                && Arrays.equals(taken, progress.taken)
                && Objects.equals(complete, progress.complete);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(taken);
    }
}
