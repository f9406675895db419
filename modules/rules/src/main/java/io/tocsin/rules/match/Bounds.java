package io.tocsin.rules.match;

import io.tocsin.query.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Which rests require a field to be a number within which bounds: those that a number meets are found from the nearest end. */
final class Bounds {
    private final List<Entry> byLow;
    private final List<Entry> byHigh;

    /** Both bounds are inclusive; infinite where there is none. */
    record Entry(double low, double high, int rest) {}

    Bounds(List<Entry> entries) {
        List<Entry> low = new ArrayList<>();
        List<Entry> high = new ArrayList<>();
        for (Entry entry : entries) (Double.isInfinite(entry.low) ? high : low).add(entry);
        low.sort(Comparator.comparingDouble(Entry::low));
        high.sort(Comparator.comparingDouble(Entry::high).reversed());
        byLow = List.copyOf(low);
        byHigh = List.copyOf(high);
    }

    /** Has the rests considered whose bounds the value meets. */
    void find(String value, Rests rests, Asked asked) {
        OptionalDouble read = Numbers.of(value);
        if (read.isEmpty()) return;
        double number = read.getAsDouble();
        for (int i = 0; i < byLow.size() && byLow.get(i).low <= number; i++) {
            if (number <= byLow.get(i).high) rests.consider(byLow.get(i).rest, asked);
        }
        for (int i = 0; i < byHigh.size() && byHigh.get(i).high >= number; i++)
            rests.consider(byHigh.get(i).rest, asked);
    }
}
