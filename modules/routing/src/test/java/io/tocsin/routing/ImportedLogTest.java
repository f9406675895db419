package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportedLogTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String KEY = "{}:{alertname=\"Down\"}";
    private static final Labels ONE = Labels.of("alertname", "Down", "instance", "1");
    private static final Labels TWO = Labels.of("alertname", "Down", "instance", "2");
    private static final String FILE = """
            route: {receiver: a, group_by: [alertname], group_wait: 10s, group_interval: 1m, repeat_interval: 4h}
            receivers: [{name: a, webhook_configs: [{url: 'http://127.0.0.1:1/'}]}]
            """;

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
    })
    void theHashIsTheOneThatOthersCompute(String text, String hash) {
        assertThat(Long.toHexString(XxHash64.of(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(hash);
    }

    private static RoutingConfig config() {
        Problems problems = new Problems();
        RoutingConfig config = RoutingFile.parse("routing.yml", FILE, name -> null, path -> null, problems);
        problems.throwIfAny();
        return config;
    }

    private static Router told(Instant at, Labels... firing) {
        List<Long> hashes = new ArrayList<>();
        for (Labels each : firing) hashes.add(ImportedLog.hash(each));
        Entity entry = new ImportedLog.Told(KEY, "a", "webhook[0]", at, hashes, List.of(), at.plus(Duration.ofHours(8)))
                .entry();
        return Router.restore(config(), RouterState.of(List.of(entry)), NOON);
    }

    private static Alert alert(Labels labels, boolean over) {
        return new Alert(
                labels,
                Map.of(),
                NOON.minusSeconds(3600),
                over ? NOON : NOON.plusSeconds(300),
                NOON,
                "",
                List.of(),
                "");
    }

    private static List<Effect.Flush> flushes(List<Effect> effects) {
        List<Effect.Flush> flushes = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Flush flush && !flush.due().isEmpty()) flushes.add(flush);
        }
        return flushes;
    }

    @Test
    void whatAlertmanagerToldIsNotToldAgainUntilItsRepeatIsDue() {
        Router router = told(NOON.minus(Duration.ofHours(3)), ONE);
        router.acceptForeign(List.of(alert(ONE, false)), NOON);

        assertThat(flushes(router.tick(NOON))).isEmpty();
        router.acceptForeign(List.of(alert(ONE, false)), NOON.plus(Duration.ofMinutes(59)));
        router.acceptForeign(
                List.of(alert(ONE, false).endedAt(NOON.plus(Duration.ofHours(9)), NOON)),
                NOON.plus(Duration.ofMinutes(59)));
        List<Effect.Flush> later = flushes(router.tick(NOON.plus(Duration.ofHours(1))));

        assertThat(later).hasSize(1);
        assertThat(later.getFirst().reason()).isEqualTo(Effect.Reason.REPEAT);
    }

    @Test
    void anAlertThatJoinsIsNewsAndSoIsAnEnd() {
        Router router = told(NOON.minusSeconds(60), ONE, TWO);
        router.acceptForeign(List.of(alert(ONE, false), alert(TWO, false)), NOON);
        assertThat(flushes(router.tick(NOON))).isEmpty();

        router.acceptForeign(List.of(alert(ONE, true)), NOON.plusSeconds(30));
        List<Effect.Flush> ended = flushes(router.tick(NOON.plusSeconds(60)));

        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().group().alerts()).hasSize(2);
    }

    @Test
    void anAlertThatAlertmanagerDidNotTellIsTold() {
        Router router = told(NOON.minusSeconds(60), ONE);
        router.acceptForeign(List.of(alert(TWO, false)), NOON);

        assertThat(flushes(router.tick(NOON))).hasSize(1);
    }

    @Test
    void anAlertThatEndedMeanwhileIsToldWhenItIsHeardOf() {
        Router router = told(NOON.minusSeconds(60), ONE);
        router.acceptForeign(List.of(alert(ONE, true)), NOON.plusSeconds(1));

        assertThat(flushes(router.tick(NOON.plusSeconds(11)))).hasSize(1);
    }

    @Test
    void whatWasRecognisedSurvivesARestart() {
        Router router = told(NOON.minusSeconds(60), ONE, TWO);
        router.acceptForeign(List.of(alert(ONE, false)), NOON);
        Router again = Router.restore(config(), router.state(), NOON.plusSeconds(1));
        again.acceptForeign(List.of(alert(TWO, false)), NOON.plusSeconds(1));

        assertThat(flushes(again.tick(NOON.plusSeconds(2)))).isEmpty();
    }
}
