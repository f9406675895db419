package io.tocsin.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Which rules have something to do at which frontier. A tournament tree: each inner node holds the earlier of its two
 * children, so the root says when anything is due at all, and of thousands of rules only those that are due are looked at,
 * in their order.
 */
final class Agenda<T> {
    private final List<T> order;
    private final ToLongFunction<T> frontierOf;
    private final Map<T, Integer> places = new HashMap<>();

    /** The leaves, from {@link #leaves} on, and above them the earlier of each pair; the root is at 1. */
    private final long[] due;

    private final int leaves;
    private boolean stale = true;

    /**
     * Nothing is known of the rules yet.
     *
     * @param order in which those that are due at once have their turn
     * @param frontierOf at which frontier a rule has something to do, as things are; {@link Deadlines#NEVER} for at none
     */
    Agenda(List<T> order, ToLongFunction<T> frontierOf) {
        this.order = List.copyOf(order);
        this.frontierOf = frontierOf;
        for (int i = 0; i < order.size(); i++) places.put(this.order.get(i), i);
        this.leaves = Integer.highestOneBit(Math.max(1, order.size() * 2 - 1));
        this.due = new long[2 * leaves];
        Arrays.fill(due, Deadlines.NEVER);
    }

    /** Any rule may have other deadlines than it had. */
    void forget() {
        stale = true;
    }

    /** One rule may have other deadlines than it had. */
    void changed(T rule) {
        changed(place(rule));
    }

    /** The same for who asks often and has looked up the place. */
    void changed(int place) {
        put(place, frontierOf.applyAsLong(order.get(place)));
    }

    /** Where a rule stands in the order. */
    int place(T rule) {
        Integer place = places.get(rule);
        if (place == null) throw new IllegalArgumentException("no such rule: " + rule);
        return place;
    }

    private void put(int place, long at) {
        int node = leaves + place;
        due[node] = at;
        for (node /= 2; node > 0; node /= 2) {
            long earlier = Math.min(due[2 * node], due[2 * node + 1]);
            if (due[node] == earlier) return;
            due[node] = earlier;
        }
    }

    /** Gives each rule that is due its turn once; one that becomes due meanwhile has it too, unless its place has passed. */
    void settle(long frontier, Consumer<T> turn) {
        if (stale) lookAtAll();
        long until = Math.min(frontier, Deadlines.NEVER - 1);
        for (int i = next(0, until); i >= 0; i = next(i + 1, until)) {
            turn.accept(order.get(i));
            put(i, frontierOf.applyAsLong(order.get(i)));
        }
    }

    private void lookAtAll() {
        stale = false;
        for (int i = 0; i < order.size(); i++) due[leaves + i] = frontierOf.applyAsLong(order.get(i));
        for (int node = leaves - 1; node > 0; node--) due[node] = Math.min(due[2 * node], due[2 * node + 1]);
    }

    /** The first place from this one on whose rule is due, or -1. */
    private int next(int from, long frontier) {
        if (from >= order.size() || due[1] > frontier) return -1;
        int node = leaves + from;
        while (due[node] > frontier) {
            while ((node & 1) == 1) {
                node /= 2;
                if (node <= 1) return -1;
            }
            node++;
        }
        while (node < leaves) node = due[2 * node] <= frontier ? 2 * node : 2 * node + 1;
        return node - leaves;
    }
}
