package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** It was noon, now it is eleven. */
class ClockSetBackTest {
    private static final Instant NOON = Lab.T0;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant ELEVEN = NOON.minus(HOUR);
    private static final RoutingConfig CONFIG = Lab.config("""
            global: {resolve_timeout: 5m}
            route: {receiver: team, group_wait: 10s, group_interval: 1m}
            receivers: [{name: team, webhook_configs: [{url: 'http://sink/team'}]}]
            """);

    private final Router before = new Router(CONFIG);

    private static Alert alert(String instance, @Nullable Instant end) {
        Labels labels = Labels.of("alertname", "Down", "instance", instance);
        return new Alert(labels, Map.of(), NOON.minusSeconds(60), end, NOON, "", List.of(), "");
    }

    private Router setBack() {
        return Router.restore(CONFIG, before.state().earlierBy(HOUR, ELEVEN), ELEVEN);
    }

    private static boolean fires(Router router, Instant at) {
        return router.state().alerts().stream().anyMatch(entry -> entry.alert().firingAt(at));
    }

    @Test
    void theEndThatIsOnlyAGuessComesAfterAsLongAsItWouldHave() {
        before.acceptForeign(List.of(alert("1", null)), NOON);

        Router after = setBack();

        assertThat(fires(after, ELEVEN.plusSeconds(299))).isTrue();
        assertThat(fires(after, ELEVEN.plusSeconds(300))).isFalse();
    }

    @Test
    void theEndThatAnotherSystemForetoldStays() {
        before.acceptForeign(List.of(alert("1", NOON.plusSeconds(300))), NOON);

        assertThat(fires(setBack(), NOON.plusSeconds(299))).isTrue();
        assertThat(fires(setBack(), NOON.plusSeconds(300))).isFalse();
    }

    @Test
    void whatIsOverIsToldAsOver() {
        before.accept(List.of(alert("1", null)), NOON.minusSeconds(20));
        before.tick(NOON.minusSeconds(10));
        before.accept(List.of(alert("1", NOON)), NOON);

        List<Effect> told = setBack().tick(ELEVEN.plusSeconds(50));

        assertThat(told)
                .filteredOn(Effect.Flush.class::isInstance)
                .extracting(flush -> ((Effect.Flush) flush).group().firingAt(ELEVEN))
                .containsExactly(List.of());
    }

    @Test
    void aStepThatNobodySawShowsByWhatWasHeardLast() {
        before.accept(List.of(alert("1", null)), NOON.minusSeconds(20));
        before.accept(List.of(alert("1", NOON)), NOON);

        assertThat(before.state().lastLook()).isEqualTo(NOON);
        assertThat(before.state().earlierBy(HOUR, ELEVEN).lastLook()).isEqualTo(ELEVEN);
    }
}
