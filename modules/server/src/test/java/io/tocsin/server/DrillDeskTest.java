package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.testkit.SimulatedTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The test alarm on simulated time: through the alert desk, a journal and back. */
class DrillDeskTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration ANSWER = Duration.ofMillis(100);

    private final SimulatedTime time = new SimulatedTime(NOON);
    private final List<AlertLog.Entry> written = new ArrayList<>();
    private final List<Notice> sent = new ArrayList<>();
    private boolean diskBroken;
    private boolean answers = true;
    private @Nullable BiConsumer<Notice, Outcome> answered;
    private final DrillDesk desk = desk();

    private DrillDesk desk() {
        try {
            return new DrillDesk(
                    this::write,
                    (delay, task) -> time.after(delay, task)::run,
                    DrillPlan.of(ConfigFolder.load(Path.of("nowhere"), Path.of("nowhere"), Map.of(), name -> null)
                            .settings()),
                    time,
                    hear -> {
                        answered = hear;
                        return (notice, wording, channel) -> send(notice);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(Notice notice) {
        sent.add(notice);
        BiConsumer<Notice, Outcome> hear = answered;
        if (answers && hear != null) time.after(ANSWER, () -> hear.accept(notice, new Outcome.Delivered("ok", "")));
    }

    private Future<Void> write(AlertLog.Entry entry) {
        if (diskBroken) return Future.failedFuture("disk full");
        written.add(entry);
        return Future.succeededFuture();
    }

    @Test
    void aTestAlarmBecomesAPageAndAnEnd() {
        desk.raise();
        time.advance(Duration.ofSeconds(5));

        assertThat(sent).extracting(Notice::kind).containsExactly(Notice.Kind.PAGE, Notice.Kind.RESOLVED);
        assertThat(desk.drill().well(time.instant())).isTrue();
        assertThat(desk.drill().took()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    @Test
    void allOfItIsInTheJournalAndForgottenThere() {
        desk.raise();
        time.advance(Duration.ofSeconds(5));

        assertThat(written)
                .allSatisfy(entry -> assertThat(entry.put().keySet()).allMatch(key -> key.startsWith("test-alarm/")));
        assertThat(written).anyMatch(entry -> entry.put().keySet().stream().anyMatch(key -> key.contains("incident/")));
        List<String> known = new ArrayList<>();
        for (AlertLog.Entry entry : written) {
            known.removeAll(entry.forget());
            known.addAll(entry.put().keySet());
        }
        assertThat(known).isEmpty();
    }

    @Test
    void nobodyAnsweringIsTrouble() {
        answers = false;

        desk.raise();
        time.advance(Duration.ofSeconds(11));

        assertThat(desk.drill().trouble(time.instant())).contains("no page of it was delivered");
    }

    @Test
    void aJournalThatTakesNothingIsTroubleThoughThePageGoesOut() {
        diskBroken = true;

        desk.raise();
        time.advance(Duration.ofSeconds(11));

        assertThat(desk.drill().trouble(time.instant())).isNotNull();
        assertThat(desk.drill().well(time.instant())).isFalse();
        int waiting = time.waiting();
        desk.raise();
        time.advance(Duration.ofSeconds(11));
        assertThat(time.waiting()).as("what was given up sets no timers").isLessThanOrEqualTo(waiting);
    }

    @Test
    void theNextOneBeginsAfresh() {
        for (int i = 0; i < 3; i++) {
            desk.raise();
            time.advance(Drill.EVERY);
        }

        assertThat(sent).hasSize(6);
        assertThat(sent.stream().map(Notice::id).distinct()).hasSize(6);
        assertThat(desk.drill().failures()).isZero();
    }
}
