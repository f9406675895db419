package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaugeTableTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GaugeTable table = new GaugeTable(registry, "lag", "Records not read yet");

    private static GaugeTable.Row row(String topic, double value) {
        return new GaugeTable.Row(Tags.of("topic", topic), value);
    }

    private double value(String topic) {
        return registry.get("lag").tag("topic", topic).gauge().value();
    }

    @Test
    void rowsShowTheirLatestValues() {
        table.show(List.of(row("a", 1), row("b", 2)));
        table.show(List.of(row("a", 3), row("b", 2)));

        assertThat(value("a")).isEqualTo(3);
        assertThat(value("b")).isEqualTo(2);
    }

    @Test
    void aRowThatIsNotNamedAnyMoreIsGoneAndMayComeBack() {
        table.show(List.of(row("a", 1), row("b", 2)));
        table.show(List.of(row("b", 2)));
        assertThat(registry.find("lag").tag("topic", "a").gauge()).isNull();

        table.show(List.of(row("a", 4), row("b", 2)));

        assertThat(value("a")).isEqualTo(4);
    }

    @Test
    void aRowThatStaysIsNeverAwayNotEvenForAMoment() {
        List<Meter> taken = new ArrayList<>();
        registry.config().onMeterRemoved(taken::add);
        table.show(List.of(row("a", 1)));
        Gauge first = registry.get("lag").gauge();

        for (int value = 0; value < 100; value++) table.show(List.of(row("a", value)));

        assertThat(taken).isEmpty();
        assertThat(registry.get("lag").gauge()).isSameAs(first);
    }
}
