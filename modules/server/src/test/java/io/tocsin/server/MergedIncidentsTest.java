package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import io.tocsin.server.PeopleDesk.Answered;
import io.tocsin.server.api.PageOrder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two incidents that are one trouble, on the desk and over restarts. */
class MergedIncidentsTest {
    private final AlertLab lab = new AlertLab();
    private String into = "";
    private String from = "";

    @BeforeEach
    void twoIncidents() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
        into = lab.incident().id();
        lab.fires("PoolExhausted");
        lab.pass(Duration.ofSeconds(11));
        from = lab.incident().id();
    }

    private Answered merge() {
        return lab.desk().people().act(from, new Signal.Merge("anna", into)).result();
    }

    private Incident find(String id) {
        return lab.desk().views().book().find(id).orElseThrow();
    }

    @Test
    void everyoneWhoWasPagedForTheOneHearsWhereItWent() {
        merge();
        lab.pass(Duration.ofSeconds(1));

        assertThat(lab.sent)
                .filteredOn(sent -> sent.notice().kind() == Notice.Kind.RESOLVED)
                .extracting(sent -> sent.to() + " " + sent.notice().briefing().why())
                .containsExactlyInAnyOrder(
                        "anna slack Anna Adler merged it into " + into, "anna email Anna Adler merged it into " + into);
        assertThat(find(from).state()).isInstanceOf(State.Resolved.class);
        assertThat(find(into).group().alerts()).extracting(Alert::name).containsExactly("BruteForce", "PoolExhausted");
    }

    @Test
    void whatFiresLaterInTheGroupJoinsTheOtherOneAlsoAfterARestart() {
        merge();
        lab.restart();
        lab.fires("PoolExhausted", "host", "db-2");
        lab.pass(Duration.ofMinutes(2));

        assertThat(lab.incidents()).hasSize(2);
        assertThat(find(into).group().alerts()).hasSize(3);
        assertThat(lab.sent.getLast().notice().briefing().incident())
                .as("the receiver hears of it in the thread of the other")
                .isEqualTo(into);
    }

    @Test
    void itIsOverWhenBothGroupsAre() {
        merge();
        lab.ends("BruteForce");
        lab.pass(Duration.ofMinutes(2));
        boolean half = find(into).open();
        lab.ends("PoolExhausted");
        lab.pass(Duration.ofMinutes(2));

        assertThat(half).isTrue();
        assertThat(find(into).open()).isFalse();
    }

    @Test
    void muchLaterTheGroupHasAnIncidentOfItsOwn() {
        merge();
        lab.ends("BruteForce");
        lab.ends("PoolExhausted");
        lab.pass(Duration.ofMinutes(30));
        lab.fires("PoolExhausted");
        lab.pass(Duration.ofMinutes(1));

        assertThat(lab.incidents()).hasSize(3);
        assertThat(lab.incident().group().alerts()).extracting(Alert::name).containsExactly("PoolExhausted");
        assertThat(find(into).open()).isFalse();
    }

    @Test
    void refusalsChangeNothing() {
        Incident before = find(from);

        Answered unknown = lab.desk()
                .people()
                .act(from, new Signal.Merge("anna", "inc-none"))
                .result();
        Answered same =
                lab.desk().people().act(from, new Signal.Merge("anna", from)).result();
        lab.desk().people().act(into, new Signal.Resolve("anna"));
        Answered over = merge();

        assertThat(unknown.rejected())
                .isEqualTo("cannot merge " + from + " into inc-none: there is no incident inc-none");
        assertThat(same.rejected()).isEqualTo("cannot merge " + from + " into " + from + ": it is the same");
        assertThat(over.rejected())
                .startsWith("cannot merge " + from + " into " + into + ": " + into + " was resolved");
        assertThat(find(from)).isEqualTo(before);
    }

    @Test
    void aPageByHandReachesWhoeverIsOnCallAndIsOverWhenSomebodySaysSo() {
        PageOrder order = new PageOrder(
                "inc-byhand",
                "Customers cannot pay",
                "since the release",
                Severity.CRITICAL,
                "",
                "oncall",
                Labels.of("service", "checkout"),
                "bob");

        lab.desk().people().page(order);
        lab.desk().people().page(order);
        lab.pass(Duration.ofSeconds(1));
        lab.restart();
        lab.desk().people().act("inc-byhand", new Signal.Resolve("anna"));
        lab.pass(Duration.ofDays(2));

        assertThat(lab.incidents()).hasSize(3);
        assertThat(lab.pages())
                .filteredOn(page -> page.notice().briefing().incident().equals("inc-byhand"))
                .extracting(AlertLab.Sent::to)
                .containsExactly("anna slack", "anna email");
        assertThat(find("inc-byhand").timeline().entries().getFirst())
                .extracting(TimelineEntry::text, TimelineEntry::by)
                .containsExactly("opened by bob, CRITICAL, policy default: Customers cannot pay", "bob");
    }

    @Test
    void whomToPageIsToldWhenNobodyIsNamed() {
        Answered answer = lab.desk()
                .people()
                .page(new PageOrder("inc-x", "t", "", Severity.HIGH, "nights", "", Labels.EMPTY, "bob"))
                .result();

        assertThat(answer.incident()).isEmpty();
        assertThat(answer.rejected())
                .isEqualTo("cannot page anybody: name a policy, or a receiver that starts one; policies are default,"
                        + " receivers that start one are oncall");
    }
}
