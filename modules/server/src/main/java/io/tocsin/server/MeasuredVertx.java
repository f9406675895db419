package io.tocsin.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** Vert.x on the system's own transport where there is one, with its numbers among ours. */
final class MeasuredVertx {
    /**
     * As many as there are loops, so that each has a thread of its own: with the two for each core that Vert.x has, the rules shared
     * theirs with half of the connections on a small machine, and who searched waited for both.
     */
    static final int EVENT_LOOPS_MIN = 12;

    private MeasuredVertx() {}

    static Vertx start(PrometheusMeterRegistry registry) {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(Math.max(EVENT_LOOPS_MIN, VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE))
                .setPreferNativeTransport(true)
                .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
        return Vertx.builder()
                .with(options)
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }
}
