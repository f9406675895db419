package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OngoingTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Labels A = Labels.of("alertname", "A");
    private static final Map<String, String> TEXTS = Map.of("summary", "it broke", "description", "badly");

    private final Ongoing ongoing = new Ongoing();

    private static Alert told(Instant since) {
        return new Alert(A, TEXTS, since, null, since, "", List.of(), "");
    }

    @Test
    void whatWasToldBeforeARestartAndIsOverEnds() {
        ongoing.resume(told(NOON));

        List<Alert> news = ongoing.look(Map.of(), NOON.plusSeconds(60));

        assertThat(news).singleElement().satisfies(alert -> {
            assertThat(alert.startsAt()).isEqualTo(NOON);
            assertThat(alert.firingAt(NOON.plusSeconds(60))).isFalse();
            assertThat(alert.annotations())
                    .containsEntry("summary", "it broke")
                    .containsEntry("description", "It is over.");
        });
    }

    @Test
    void whatWasToldBeforeARestartAndGoesOnKeepsItsBeginning() {
        ongoing.resume(told(NOON));

        assertThat(ongoing.look(Map.of(A, TEXTS), NOON.plusSeconds(60)))
                .singleElement()
                .satisfies(alert -> assertThat(alert.startsAt()).isEqualTo(NOON));
        assertThat(ongoing.look(Map.of(A, TEXTS), NOON.plusSeconds(61))).isEmpty();
    }
}
