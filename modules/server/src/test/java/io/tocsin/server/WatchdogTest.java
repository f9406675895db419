package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.model.Secret;
import io.tocsin.server.config.SelfWatch;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final AtomicReference<@Nullable String> wrong = new AtomicReference<>();
    private final List<Instant> calls = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private SelfWatch settings =
            new SelfWatch(Map.of(), new SelfWatch.Watchdog(new Secret("https://watch/1"), Duration.ofMinutes(1)));
    private Instant now = NOON;
    private int status = 200;
    private final Watchdog watchdog = new Watchdog(
            () -> settings,
            at -> wrong.get(),
            url -> {
                calls.add(now);
                return status == 0 ? Future.failedFuture("no way to https://watch/1") : Future.succeededFuture(status);
            },
            new Metrics(registry, () -> now));

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            watchdog.look(now);
            now = now.plusSeconds(1);
        }
    }

    @Test
    void itIsCalledEveryMinuteWhileAllIsWell() {
        pass(121);

        assertThat(calls).containsExactly(NOON, NOON.plusSeconds(60), NOON.plusSeconds(120));
    }

    @Test
    void itIsSilentWhileSomethingIsWrongAndCallsAsSoonAsItIsNot() {
        wrong.set("no test alarm has come through lately");
        pass(90);
        assertThat(calls).isEmpty();

        wrong.set(null);
        pass(1);

        assertThat(calls).containsExactly(NOON.plusSeconds(90));
    }

    @Test
    void whatIsNotConfiguredIsNotCalled() {
        settings = SelfWatch.NONE;

        pass(70);

        assertThat(calls).isEmpty();
    }

    @Test
    void answersAreCounted() {
        pass(1);
        status = 404;
        pass(60);
        status = 0;
        pass(60);

        assertThat(count("delivered")).isEqualTo(1);
        assertThat(count("failed")).isEqualTo(2);
    }

    private double count(String outcome) {
        return registry.counter("tocsin.watchdog.calls", "outcome", outcome).count();
    }
}
