package io.tocsin.rules.match;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds which of many queries an event meets, exactly as if each of them were asked, but in a time that hardly grows with their
 * number. Equal queries are asked once.
 *
 * <p>What is found never changes; how it is found is adapted to the events that come, within bounds. Good for one thread.
 *
 * @param <T> what has a query, such as a rule
 */
public final class QueryIndex<T> {
    private final List<T> items;
    private final int[][] itemsOfQuery;
    private final Routes routes;
    private final Asked asked;
    private int[] found = new int[16];
    private int count;

    /** An index of these items in their order. */
    public QueryIndex(List<? extends T> items, Function<? super T, Query> query) {
        this(items, query, Tuning.USUAL);
    }

    QueryIndex(List<? extends T> items, Function<? super T, Query> query, Tuning tuning) {
        this.items = List.copyOf(items);
        Map<Query, List<Integer>> byQuery = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++)
            byQuery.computeIfAbsent(query.apply(items.get(i)), none -> new ArrayList<>(1))
                    .add(i);
        this.itemsOfQuery = byQuery.values().stream().map(ValueTable::ints).toArray(int[][]::new);
        Planner planner = new Planner(byQuery.keySet());
        this.routes = new Routes(new Queries(planner), tuning);
        this.asked = new Asked(planner.leaves().size(), byQuery.size());
    }

    /**
     * Hands over each item whose query the event meets, in the order of the items. The receiver must not ask this index
     * meanwhile.
     */
    public void matching(LogEvent event, Consumer<? super T> each) {
        asked.begin(event);
        routes.find(event.fields(), asked);
        asked.end();
        if (asked.count() == 0) return;
        collect();
        for (int i = 0; i < count; i++) each.accept(items.get(found[i]));
    }

    private void collect() {
        count = 0;
        for (int i = 0; i < asked.count(); i++) {
            for (int item : itemsOfQuery[asked.met(i)]) {
                if (count == found.length) found = Arrays.copyOf(found, 2 * count);
                found[count++] = item;
            }
        }
        Arrays.sort(found, 0, count);
    }
}
