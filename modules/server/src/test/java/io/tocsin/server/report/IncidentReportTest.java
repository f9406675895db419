package io.tocsin.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Severity;
import io.tocsin.server.report.ClosedIncident.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentReportTest {
    private static final Instant NOON = Instant.parse("2026-06-03T12:00:00Z");
    private static final Instant FROM = NOON.minus(Duration.ofDays(1));
    private static final Instant TO = NOON.plus(Duration.ofDays(10));

    private static ClosedIncident closed(
            String id,
            int opened,
            @Nullable Integer acknowledged,
            int resolved,
            String by,
            String into,
            Page... pages) {
        return new ClosedIncident(
                id,
                "title",
                Severity.CRITICAL,
                "pay",
                "default",
                List.of("Rule-" + into.length()),
                NOON.plus(Duration.ofMinutes(opened)),
                acknowledged == null ? null : NOON.plus(Duration.ofMinutes(acknowledged)),
                acknowledged == null ? "" : "anna",
                NOON.plus(Duration.ofMinutes(resolved)),
                by,
                into,
                1,
                List.of(pages));
    }

    private static Page page(String person, boolean night) {
        return new Page(person, NOON, night);
    }

    private static IncidentReport report(ClosedIncident... incidents) {
        return IncidentReport.of(List.of(incidents), FROM, TO, ZoneOffset.UTC);
    }

    @Test
    void meansAndMediansAreThoseOfTheIncidents() {
        IncidentReport report = report(
                closed("a", 0, 2, 10, "anna", ""),
                closed("b", 0, 4, 20, "", ""),
                closed("c", 0, 12, 60, "anna", ""),
                closed("d", 0, null, 5, "", ""));

        assertThat(report.all().toAcknowledge())
                .isEqualTo(new Times(
                        3,
                        Duration.ofMinutes(6),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(12),
                        Duration.ofMinutes(12)));
        assertThat(report.all().toResolve().mean()).isEqualTo(Duration.ofSeconds(1425));
        assertThat(report.all().noise()).isEqualTo(1);
    }

    @Test
    void whatWasMergedHasNoTimeToResolveAndIsNoNoise() {
        IncidentReport report = report(closed("a", 0, null, 10, "anna", "b"));

        assertThat(report.all().merged()).isEqualTo(1);
        assertThat(report.all().noise()).isZero();
        assertThat(report.all().toResolve().count()).isZero();
        assertThat(report.all().toResolve().mean()).isNull();
    }

    @Test
    void onlyWhatWasOpenedInTheTimeCountsAndTheLastWordOnIt() {
        IncidentReport report = report(
                closed("before", -60 * 24 - 1, null, 0, "", ""),
                closed("first", -60 * 24, null, 0, "", ""),
                closed("again", 0, null, 5, "", ""),
                closed("again", 0, 7, 30, "anna", ""),
                closed("behind", 60 * 24 * 10, null, 60 * 24 * 10, "", ""));

        assertThat(report.all().incidents()).isEqualTo(2);
        assertThat(report.all().noise()).isEqualTo(1);
        assertThat(report.all().acknowledged()).isEqualTo(1);
    }

    @Test
    void pagesAreThoseOfEachPersonTheMostFirst() {
        IncidentReport report = report(
                closed("a", 0, 3, 5, "anna", "", page("bob", true), page("anna", false)),
                closed("b", 0, null, 5, "", "", page("bob", false)));

        assertThat(report.people())
                .containsExactly(
                        new IncidentReport.Person("bob", 2, 1, 2, 0), new IncidentReport.Person("anna", 1, 0, 1, 1));
        assertThat(report.all().nightPages()).isEqualTo(1);
    }

    @Test
    void daysAreThoseOfTheZone() {
        ClosedIncident late = closed("a", 11 * 60, null, 12 * 60, "", "");

        IncidentReport berlin = IncidentReport.of(List.of(late), FROM, TO, ZoneId.of("Europe/Berlin"));

        assertThat(berlin.days()).containsExactly(new IncidentReport.Day(LocalDate.of(2026, 6, 4), 1, 0, 0));
    }

    @Test
    void nightIsFromTenToSevenWhereThePersonIs() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(Night.at(Instant.parse("2026-06-03T20:00:00Z"), berlin)).isTrue();
        assertThat(Night.at(Instant.parse("2026-06-03T19:59:59Z"), berlin)).isFalse();
        assertThat(Night.at(Instant.parse("2026-06-03T04:59:59Z"), berlin)).isTrue();
        assertThat(Night.at(Instant.parse("2026-06-03T05:00:00Z"), berlin)).isFalse();
    }

    /** The sums of all parts are the whole, in whatever order the incidents come. */
    @Test
    void theOrderDoesNotMatterAndThePartsAddUp() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<ClosedIncident> all = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                Page[] pages = new Page[random.nextInt(4)];
                for (int p = 0; p < pages.length; p++) pages[p] = page("p" + random.nextInt(3), random.nextBoolean());
                Integer acknowledged = random.nextBoolean() ? null : random.nextInt(30);
                String into = random.nextInt(5) == 0 ? "other" : "";
                all.add(closed("i" + i, 0, acknowledged, 30 + random.nextInt(90), "", into, pages));
            }
            IncidentReport report = IncidentReport.of(all, FROM, TO, ZoneOffset.UTC);
            List<ClosedIncident> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, random);
            IncidentReport again = IncidentReport.of(shuffled, FROM, TO, ZoneOffset.UTC);

            assertThat(again).as("seed %d", seed).isEqualTo(report);
            IncidentReport.Group whole = report.all();
            assertThat(whole.byHand() + whole.byThemselves() + whole.merged()).isEqualTo(whole.incidents());
            assertThat(report.people().stream()
                            .mapToInt(IncidentReport.Person::pages)
                            .sum())
                    .isEqualTo(whole.pages());
            assertThat(report.rules().stream()
                            .mapToInt(rule -> rule.incidents().noise())
                            .sum())
                    .isEqualTo(whole.noise());
            assertThat(report.days().stream()
                            .mapToInt(IncidentReport.Day::incidents)
                            .sum())
                    .isEqualTo(whole.incidents());
        }
    }
}
