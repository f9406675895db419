package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.server.report.ArchivedIncident;
import io.tocsin.server.report.ClosedIncident;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is over stays countable and exportable, longer than the alert journal keeps it. */
class ArchiveDeskTest {
    @TempDir
    private Path folder;

    private final AlertLab lab = new AlertLab();
    private final Closings closings = new Closings(AlertLab.load("lab"));

    private ArchiveDesk open() throws IOException {
        return new ArchiveDesk(IncidentArchive.open(folder), lab.time);
    }

    private static List<ClosedIncident> all(ArchiveDesk desk) {
        return desk.closed(each -> true).await();
    }

    private Incident over() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(12));
        lab.pass(Duration.ofMinutes(3));
        lab.acknowledge("anna");
        lab.pass(Duration.ofMinutes(4));
        lab.act(new Signal.Resolve("bob"));
        lab.pass(Duration.ofSeconds(1));
        return lab.incident();
    }

    private void close(ArchiveDesk desk, Incident incident) {
        desk.closed(closings.of(incident, lab.desk().views().outbox().of(incident.id())), Closings.archived(incident));
    }

    @Test
    void theFactsAreThoseOfTheIncident() throws IOException {
        Incident incident = over();
        try (ArchiveDesk desk = open()) {
            close(desk, incident);

            ClosedIncident closed = all(desk).getFirst();

            assertThat(closed.id()).isEqualTo(incident.id());
            assertThat(closed.rules()).containsExactly("BruteForce");
            assertThat(closed.toAcknowledge()).isEqualTo(Duration.ofSeconds(182));
            assertThat(closed.acknowledgedBy()).isEqualTo("anna");
            assertThat(closed.toResolve()).isEqualTo(Duration.ofSeconds(422));
            assertThat(closed.end()).isEqualTo(ClosedIncident.End.BY_HAND);
            assertThat(closed.pages())
                    .as("two ways to one person are one page")
                    .extracting(ClosedIncident.Page::person)
                    .containsExactly("anna");
        }
    }

    @Test
    void aRestartTellsItAgainAndItIsCountedOnce() throws IOException {
        Incident incident = over();
        try (ArchiveDesk desk = open()) {
            close(desk, incident);
            assertThat(all(desk)).hasSize(1);
        }
        try (ArchiveDesk desk = open()) {
            close(desk, incident);
            close(desk, incident);

            assertThat(all(desk)).hasSize(1);
        }
    }

    @Test
    void whatTheCrashTookFromTheLineIsToldByTheNextStart() throws IOException {
        Incident incident = over();
        // Nothing was written before the crash; restore tells all that is over.
        try (ArchiveDesk desk = open()) {
            close(desk, incident);
        }
        try (ArchiveDesk desk = open()) {
            assertThat(all(desk)).extracting(ClosedIncident::id).containsExactly(incident.id());
        }
    }

    @Test
    void theTimelineIsFoundWhenNobodyElseKnowsTheIncident() throws IOException {
        Incident incident = over();
        ArchivedIncident archived = Closings.archived(incident);
        try (ArchiveDesk desk = open()) {
            close(desk, incident);
            desk.forgotten(archived);
        }
        try (ArchiveDesk desk = open()) {
            assertThat(desk.find(incident.id()).await()).contains(archived);
            assertThat(desk.find("inc-none").await()).isEmpty();
            assertThat(archived.timeline().broken(archived.id())).isNull();
        }
    }

    @Test
    void whatIsOlderThanItIsKeptIsDropped() throws IOException {
        Incident incident = over();
        Instant now = lab.time.instant();
        try (IncidentArchive disk = IncidentArchive.open(folder, 4096)) {
            ClosedIncident closed = closings.of(incident, List.of());
            for (int i = 0; i < 100; i++) disk.add(closed).toCompletableFuture().join();
            int[] before = {0};
            disk.readClosed(each -> before[0]++);

            disk.tidy(now.plus(IncidentArchive.KEPT_FOR).plus(Duration.ofDays(1)));

            int[] after = {0};
            disk.readClosed(each -> after[0]++);
            assertThat(before[0]).isEqualTo(100);
            assertThat(after[0]).as("the newest segment stays").isBetween(1, 20);
        }
    }
}
