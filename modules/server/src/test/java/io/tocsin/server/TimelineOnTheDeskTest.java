package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.escalation.Attempt;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.Timeline;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every attempt and every act stands in the timeline of its incident, whose chain holds over restarts. */
class TimelineOnTheDeskTest {
    private static final ObjectMapper JSON = StateJson.mapper();

    private final AlertLab lab = new AlertLab();

    private List<Attempt> attempts() {
        return lab.incident().timeline().entries().stream()
                .map(TimelineEntry::attempt)
                .filter(Objects::nonNull)
                .toList();
    }

    private void begin() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(11));
    }

    @Test
    void anAttemptIsToldWithItsAnswerAndWithoutSecrets() {
        begin();
        lab.pass(Duration.ofSeconds(1));

        assertThat(attempts())
                .filteredOn(attempt ->
                        attempt.to().equals("anna") && attempt.address().endsWith("slack"))
                .first()
                .satisfies(attempt -> {
                    assertThat(attempt.what()).isEqualTo("page");
                    assertThat(attempt.address()).isEqualTo("person/anna/slack");
                    assertThat(attempt.number()).isEqualTo(1);
                    assertThat(attempt.outcome()).isEqualTo(Attempt.Outcome.DELIVERED);
                    assertThat(attempt.detail()).isEqualTo("ok");
                    assertThat(attempt.took()).isEqualTo(AlertLab.ANSWER);
                });
        assertThat(attempts()).extracting(Attempt::address).contains("receiver/oncall/slack[0]");
        assertThat(lab.incident().timeline().toString()).doesNotContain("geheim");
    }

    @Test
    void aChannelThatIsAwayForADayDoesNotWashTheRestAway() {
        lab.worldAnswers(sent -> new Outcome.Retry("451 later", Duration.ofMinutes(1)));
        begin();
        lab.pass(Duration.ofHours(20));

        assertThat(attempts())
                .filteredOn(attempt ->
                        attempt.address().equals("person/anna/email") && attempt.outcome() == Attempt.Outcome.RETRY)
                .as("of the first message the first tries, of later ones fewer and fewer")
                .extracting(Attempt::number)
                .startsWith(1, 2, 4, 8, 16)
                .hasSizeLessThanOrEqualTo(Timeline.PASSING_MAX);
        assertThat(lab.incident().timeline().entries())
                .extracting(TimelineEntry::text)
                .contains(
                        "level 1 paged: anna, because the incident began",
                        "level 3 paged: carol, because it is not resolved after 30 minutes");
        assertThat(lab.incident().timeline().broken(lab.incident().id())).isNull();
    }

    @Test
    void anAnswerThatWasLostWithTheProcessIsTold() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofSeconds(10));
        lab.pass(Duration.ofMillis(50));
        lab.restart();

        assertThat(attempts())
                .extracting(Attempt::outcome, Attempt::detail)
                .contains(org.assertj.core.groups.Tuple.tuple(Attempt.Outcome.UNCLEAR, "interrupted by a restart"));
    }

    @Test
    void theChainHoldsOverRestartsAndFolding() {
        begin();
        for (int i = 0; i < 250; i++) {
            lab.act(new Signal.Note("anna", "remark " + i));
            if (i % 60 == 0) lab.restart();
        }

        Incident incident = lab.incident();
        assertThat(incident.timeline().folded()).isPositive();
        assertThat(incident.timeline().broken(incident.id())).isNull();
    }

    @Test
    void anIncidentThatWasWrittenBeforeThereWereHashesIsRead() throws IOException {
        begin();
        ObjectNode old = JSON.valueToTree(lab.incident());
        old.remove("parts");
        ((ObjectNode) old.get("timeline")).remove("head");
        old.get("timeline").get("entries").forEach(entry -> {
            ((ObjectNode) entry).remove("previous");
            ((ObjectNode) entry).remove("attempt");
            ((ObjectNode) entry).remove("number");
        });

        Incident read = JSON.treeToValue(old, Incident.class);

        assertThat(read.parts()).isEmpty();
        assertThat(read.timeline().head()).isNotNull();
        assertThat(read.timeline().broken(read.id())).isNull();
        assertThat(JSON.treeToValue(JSON.valueToTree(read), Incident.class)).isEqualTo(read);
    }

    @Test
    void anIncidentThatSomebodyChangedOnTheDiskIsFound() throws IOException {
        begin();
        ObjectNode changed = JSON.valueToTree(lab.incident());
        ((ObjectNode) changed.get("timeline").get("entries").get(1)).put("text", "level 1 paged: bob");

        Incident read = JSON.treeToValue(changed, Incident.class);

        assertThat(Objects.requireNonNull(read.timeline().broken(read.id())).problem())
                .isEqualTo("entry 3 does not follow entry 2: one of them was changed");
    }
}
