package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who shares a thread with whom. */
class MeasuredVertxTest {
    @Test
    void eachLoopHasAThreadOfItsOwn() {
        Vertx vertx = MeasuredVertx.start(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        try {
            List<String> threads = IntStream.range(0, MeasuredVertx.EVENT_LOOPS_MIN)
                    .mapToObj(i -> LoopVerticle.deploy(vertx, "loop " + i, 10, () -> {}))
                    .map(loop -> loop.call(() -> Future.succeededFuture(
                                    Thread.currentThread().getName()))
                            .await())
                    .toList();

            assertThat(threads).doesNotHaveDuplicates();
        } finally {
            vertx.close().await();
        }
    }
}
