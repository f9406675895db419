package io.tocsin.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gauge with a row for each of some tags, of which some come and go. A row that stays is never away: Micrometer's own {@code MultiGauge}
 * takes each one out and puts it back, and for a scrape in between nothing fires and no partition is read. For one thread.
 */
final class GaugeTable {
    private final MeterRegistry registry;
    private final String name;
    private final String what;
    private final Map<Tags, Shown> shown = new HashMap<>();

    /** What one row says. */
    record Row(Tags tags, double value) {}

    /** A row as long as it is there. Others read it while it changes. */
    private static final class Shown {
        private volatile double value;
        private final Gauge gauge;

        Shown(GaugeTable table, Row row) {
            this.value = row.value();
            this.gauge = Gauge.builder(table.name, () -> this.value)
                    .description(table.what)
                    .tags(row.tags())
                    .register(table.registry);
        }
    }

    /** @param what told to whoever reads the metrics */
    GaugeTable(MeterRegistry registry, String name, String what) {
        this.registry = registry;
        this.name = name;
        this.what = what;
    }

    /** From now on these rows are there, and no others. */
    void show(List<Row> rows) {
        Map<Tags, Shown> gone = new HashMap<>(shown);
        for (Row row : rows) {
            gone.remove(row.tags());
            shown.computeIfAbsent(row.tags(), tags -> new Shown(this, row)).value = row.value();
        }
        gone.forEach((tags, row) -> {
            shown.remove(tags);
            registry.remove(row.gauge);
        });
    }
}
