package io.tocsin.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Set;

/** What the JVM and the system tell about themselves. */
final class Jvm {
    /** Prometheus reads {@code _count} as part of a histogram and wants seconds, not nanoseconds: its linter refuses both. */
    private static final Set<String> ILL_NAMED = Set.of("process.cpu.time", "system.cpu.count");

    private Jvm() {}

    static void bindTo(MeterRegistry registry, Teardown teardown) {
        registry.config().meterFilter(MeterFilter.deny(meter -> ILL_NAMED.contains(meter.getName())));
        JvmGcMetrics collections = new JvmGcMetrics();
        teardown.push("metrics of the collector", collections::close);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }
}
