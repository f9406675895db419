package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Stage;
import io.tocsin.server.api.Decisions.Page;
import io.tocsin.server.api.Decisions.Question;
import io.tocsin.server.api.Kept;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions are kept, found again by what a person knows, and survive. */
class DecisionDeskTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final long SEGMENT = 64 << 10;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private DecisionDesk desk;

    private Instant now = NOON;

    @BeforeEach
    void open() throws IOException {
        desk = new DecisionDesk(DecisionLog.open(folder, SEGMENT), () -> now);
    }

    @AfterEach
    void close() throws IOException {
        desk.close();
    }

    private void restart() throws IOException {
        desk.close();
        open();
    }

    private static Labels labels(int i) {
        return Labels.of("alertname", "Down", "i", Integer.toString(i), "text", "x".repeat(200));
    }

    private Effect.Decision decision(int i, Effect.Verdict verdict, Stage... stages) {
        Labels labels = labels(i);
        List<Effect.Seen> seen = List.of(new Effect.Seen(labels.fingerprint(), labels, true));
        return new Effect.Decision(
                "{}:{i=\"" + i + "\"}",
                "team",
                labels.only(List.of("i")),
                now,
                true,
                seen,
                List.of(stages),
                verdict,
                "why");
    }

    private void decide(int i, Effect.Verdict verdict, Stage... stages) {
        desk.decided(decision(i, verdict, stages));
        now = now.plusSeconds(1);
    }

    private static Question question(@Nullable Long fingerprint, Map<String, String> labels, String verdict) {
        return new Question(fingerprint, labels, "", "", Instant.MIN, Instant.MAX, verdict, 100, Long.MAX_VALUE);
    }

    private List<Kept> find(Question question) {
        return desk.find(question).await().found();
    }

    private List<Kept> all() {
        return find(question(null, Map.of(), ""));
    }

    @Test
    void whatWasDecidedIsFoundByFingerprintLabelAndVerdictNewestFirst() {
        decide(1, Effect.Verdict.NOTIFIED);
        decide(
                2,
                Effect.Verdict.SILENCED,
                new Stage.Silencing(List.of(new Stage.Held(labels(2).fingerprint(), List.of("s1")))));
        decide(1, Effect.Verdict.NOTIFIED);

        assertThat(find(question(labels(1).fingerprint(), Map.of(), "")))
                .extracting(Kept::at)
                .containsExactly(NOON.plusSeconds(2), NOON);
        assertThat(find(question(null, Map.of("i", "2"), ""))).hasSize(1);
        assertThat(find(question(null, Map.of("i", "3"), ""))).isEmpty();
        assertThat(find(question(null, Map.of(), "silenced")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Kept.Decided.class,
                        kept -> assertThat(kept.decision().stages()).hasSize(1));
    }

    @Test
    void looksThatComeToTheSameBecomeOneEntryAlsoAfterARestart() throws IOException {
        for (int i = 0; i < 5; i++) decide(1, Effect.Verdict.NO_CHANGE);
        decide(1, Effect.Verdict.SILENCED);

        for (int life = 0; life < 2; life++) {
            Kept.Decided first = (Kept.Decided) all().getLast();
            assertThat(all()).hasSize(2);
            assertThat(first.times()).isEqualTo(5);
            assertThat(first.until()).isEqualTo(NOON.plusSeconds(4));
            restart();
        }
    }

    @Test
    void eachNoticeIsAnEntryOfItsOwn() {
        for (int i = 0; i < 3; i++) decide(1, Effect.Verdict.NOTIFIED);

        assertThat(all()).hasSize(3);
    }

    @Test
    void aPageLeadsToTheNext() {
        for (int i = 0; i < 25; i++) decide(i, Effect.Verdict.NOTIFIED);

        List<Kept> found = new ArrayList<>();
        Long before = Long.MAX_VALUE;
        for (int pages = 0; before != null; pages++) {
            assertThat(pages).isLessThan(4);
            Page page = desk.find(new Question(null, Map.of(), "team", "", Instant.MIN, Instant.MAX, "", 10, before))
                    .await();
            found.addAll(page.found());
            before = page.before();
        }

        assertThat(found)
                .hasSize(25)
                .isSortedAccordingTo(Comparator.comparing(Kept::id).reversed());
    }

    @Test
    void timeIsBoundedAtBothEnds() {
        for (int i = 0; i < 10; i++) decide(i, Effect.Verdict.NOTIFIED);

        Question some =
                new Question(null, Map.of(), "", "", NOON.plusSeconds(2), NOON.plusSeconds(5), "", 100, Long.MAX_VALUE);

        assertThat(find(some))
                .extracting(Kept::at)
                .containsExactly(NOON.plusSeconds(4), NOON.plusSeconds(3), NOON.plusSeconds(2));
    }

    @Test
    void aTornTailCostsOnlyWhatWasBeingWritten() throws IOException {
        for (int i = 0; i < 20; i++) {
            decide(i, Effect.Verdict.NOTIFIED);
            assertThat(all()).hasSize(i + 1);
        }
        desk.close();
        Path newest;
        try (Stream<Path> files = Files.list(folder)) {
            newest = files.filter(file -> file.toString().endsWith(".journal"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 7);
        }
        open();

        assertThat(all()).hasSize(19);
        decide(20, Effect.Verdict.NOTIFIED);
        assertThat(all().getFirst().id()).isGreaterThan(all().get(1).id());
    }

    @Test
    void whatNoLongerFitsIntoMemoryIsReadFromTheDisk() {
        int many = DecisionBook.ENTRIES_MAX + 500;
        for (int i = 0; i < many; i++) {
            decide(i, Effect.Verdict.NOTIFIED);
            if (i % 1000 == 0) desk.write();
        }

        Question oldest = question(labels(many - 20_400).fingerprint(), Map.of(), "");

        assertThat(find(oldest)).hasSize(1);
    }

    @Test
    void theDiskStaysBounded() throws IOException {
        for (int i = 0; i < 6_000; i++) {
            decide(i, Effect.Verdict.NOTIFIED);
            if (i % 50 == 0) all();
        }
        desk.close();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".journal"))
                            .count())
                    .isBetween((long) DecisionLog.SEGMENTS_MAX, 3L * DecisionLog.SEGMENTS_MAX);
        }
        open();
        assertThat(all()).isNotEmpty();
    }

    @Test
    void whatIsTooOldGoes() throws IOException {
        for (int i = 0; i < 900; i++) {
            decide(i, Effect.Verdict.NOTIFIED);
            if (i % 50 == 0) all();
        }
        now = now.plus(Duration.ofDays(31));
        for (int i = 0; i < 1_200; i++) {
            decide(i, Effect.Verdict.NOTIFIED);
            if (i % 50 == 0) all();
        }
        restart();

        Question old =
                new Question(null, Map.of(), "", "", Instant.MIN, NOON.plusSeconds(100), "", 100, Long.MAX_VALUE);
        assertThat(find(old)).isEmpty();
    }

    @Test
    void aHugeGroupIsKeptShort() {
        List<Effect.Seen> seen = new ArrayList<>();
        List<Stage.Held> held = new ArrayList<>();
        for (int i = 0; i < DecisionLines.ALERTS_MAX + 300; i++) {
            Labels labels = Labels.of("i", Integer.toString(i));
            seen.add(new Effect.Seen(labels.fingerprint(), labels, true));
            held.add(new Stage.Held(labels.fingerprint(), List.of("s1")));
        }
        desk.decided(new Effect.Decision(
                "k",
                "team",
                Labels.EMPTY,
                now,
                true,
                seen,
                List.of(new Stage.Silencing(held)),
                Effect.Verdict.SILENCED,
                "why"));

        Kept.Decided kept = (Kept.Decided) all().getFirst();

        assertThat(kept.leftOut()).isEqualTo(300);
        assertThat(kept.alerts()).hasSize(DecisionLines.ALERTS_MAX);
        assertThat(((Stage.Silencing) kept.decision().stages().getFirst()).held())
                .hasSize(DecisionLines.ALERTS_MAX);
    }
}
