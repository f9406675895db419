package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Alert;
import io.tocsin.model.Notice.Kind;
import io.tocsin.rules.Firing;
import io.tocsin.server.rehearse.Decided;
import io.tocsin.server.rehearse.Heard;
import io.tocsin.server.rehearse.IncidentStep;
import io.tocsin.server.rehearse.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualPeopleTest {
    private static final Instant START = AlertLab.START;
    private static final Duration ONE_HOUR = Duration.ofHours(1);

    private final VirtualPeople people = new VirtualPeople(AlertLab.load("lab"));

    private Heard hear(@Nullable Duration acknowledgeAfter, Decided... decided) {
        return people.hear(List.of(decided), START, START.plus(ONE_HOUR), acknowledgeAfter);
    }

    private static Decided fires(String name, Duration after) {
        Instant at = START.plus(after);
        return new Decided(at, new Firing.Fired(AlertLab.alert(name, at), at));
    }

    private static Decided ends(Decided begin, Duration after) {
        Instant at = START.plus(after);
        Alert alert = begin.firing().alert();
        return new Decided(at, new Firing.Resolved(alert.endedAt(at, at), at));
    }

    private static List<String> pages(Heard heard) {
        return heard.told().stream()
                .filter(Told::isPage)
                .map(told -> told.person() + " " + told.channel() + " " + Duration.between(START, told.at()) + " level "
                        + told.level())
                .toList();
    }

    @Test
    void itPagesWhomTheLiveDeskPagesAndWhen() {
        AlertLab lab = new AlertLab();
        lab.fires("BruteForce");
        lab.pass(ONE_HOUR);

        Heard heard = hear(null, fires("BruteForce", Duration.ZERO));

        assertThat(heard.told().stream().map(told -> told.kind() + " " + told.channel() + " " + told.at()))
                .containsExactlyElementsOf(lab.sent.stream()
                        .map(sent -> sent.notice().kind() + " " + sent.channel() + " " + sent.at())
                        .toList());
    }

    @Test
    void whileNobodyAnswersItClimbs() {
        Heard heard = hear(null, fires("BruteForce", Duration.ZERO));

        assertThat(pages(heard))
                .startsWith(
                        "anna slack PT10S level 1",
                        "anna email PT10S level 1",
                        "bob email PT15M10S level 2",
                        "bob pagerduty PT15M10S level 2",
                        "carol email PT30M10S level 3");
    }

    @Test
    void whoeverIsPagedFirstAnswersInTime() {
        Heard heard = hear(Duration.ofMinutes(5), fires("BruteForce", Duration.ZERO));

        assertThat(pages(heard)).doesNotContain("bob email PT15M10S level 2");
        assertThat(heard.told().stream().filter(told -> told.kind() == Kind.ACKNOWLEDGED))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.at()).isEqualTo(START.plusSeconds(310)));
        assertThat(heard.steps().stream().map(IncidentStep::kind)).contains(TimelineEntry.Kind.ACKNOWLEDGED);
    }

    @Test
    void anEndIsToldToo() {
        Decided begin = fires("BruteForce", Duration.ZERO);

        Heard heard = hear(null, begin, ends(begin, Duration.ofMinutes(3)));

        assertThat(heard.told().getLast().kind()).isEqualTo(Kind.RESOLVED);
        assertThat(pages(heard)).containsExactly("anna slack PT10S level 1", "anna email PT10S level 1");
    }

    @Test
    void whatFiresTogetherIsHeardTogether() {
        Heard heard = hear(null, fires("BruteForce", Duration.ZERO), fires("Quiet", Duration.ofMinutes(1)));

        assertThat(heard.told().stream().filter(told -> told.incident().isEmpty()))
                .allSatisfy(told -> assertThat(told.receiver()).isEqualTo("mail-only"));
    }

    @Test
    void theSameRunGivesTheSame() {
        Decided begin = fires("BruteForce", Duration.ofMinutes(2));

        assertThat(hear(null, begin)).isEqualTo(hear(null, begin));
    }
}
