package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.ESCALATION;
import static io.tocsin.escalation.Fixture.NOON;
import static io.tocsin.escalation.Fixture.ended;
import static io.tocsin.escalation.Fixture.group;
import static io.tocsin.escalation.Fixture.minute;
import static io.tocsin.escalation.Fixture.other;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Effect.CancelPages;
import io.tocsin.escalation.Effect.OpenAnew;
import io.tocsin.escalation.Effect.TellResolved;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static final AlertGroup OWN = group("high");

    private final Incident into = open("inc-1", OWN);
    private final Incident from = open("inc-2", other());

    private static Incident open(String id, AlertGroup group) {
        return ESCALATION.open(id, "default", group, NOON).incident();
    }

    private Incident merged() {
        return ESCALATION.merge(from, into, "anna", minute(3)).into().incident();
    }

    private static Step step(Incident incident, Signal signal, long minute) {
        return ESCALATION.step(incident, signal, minute(minute));
    }

    @Test
    void theOneEndsAndTheOtherHasTheAlertsOfBoth() {
        Merged merged = ESCALATION.merge(from, into, "anna", minute(3));

        assertThat(merged.refusal()).isNull();
        assertThat(merged.from().incident().state()).isEqualTo(new State.Resolved("anna", minute(3), true, "inc-1"));
        assertThat(merged.from().effects())
                .containsExactly(new CancelPages("inc-2", 1), new TellResolved("inc-2", "anna"));
        Incident whole = merged.into().incident();
        assertThat(whole.group().alerts())
                .extracting(Alert::name)
                .containsExactly("HighErrorRatehigh", "PoolExhausted");
        assertThat(whole.key()).isEqualTo(OWN.key());
        assertThat(whole.round()).isEqualTo(1);
        assertThat(merged.into().effects()).isEmpty();
    }

    @Test
    void bothTimelinesNameTheOther() {
        Merged merged = ESCALATION.merge(from, into, "anna", minute(3));

        assertThat(merged.from().incident().timeline().entries().getLast().text())
                .isEqualTo("anna merged it into inc-1");
        assertThat(merged.into().incident().timeline().entries())
                .extracting(TimelineEntry::text)
                .contains("anna merged inc-2 into it: 1 alert firing");
    }

    @Test
    void neitherChangesWhenOneOfThemIsOverOrBothAreTheSame() {
        Incident over = step(from, new Signal.Resolve("bob"), 1).incident();

        Merged wrongFrom = ESCALATION.merge(over, into, "anna", minute(3));
        Merged wrongInto = ESCALATION.merge(into, over, "anna", minute(3));
        Merged same = ESCALATION.merge(into, into, "anna", minute(3));

        assertThat(wrongFrom.refusal())
                .isEqualTo("cannot merge inc-2 into inc-1: it was resolved at 2026-06-03T12:01:00Z");
        assertThat(wrongInto.refusal())
                .isEqualTo("cannot merge inc-1 into inc-2: inc-2 was resolved at 2026-06-03T12:01:00Z");
        assertThat(same.refusal()).isEqualTo("cannot merge inc-1 into inc-1: it is the same");
        assertThat(wrongFrom.into()).isEqualTo(new Step(into, List.of()));
        assertThat(wrongInto.from()).isEqualTo(new Step(into, List.of()));
    }

    @Test
    void itIsOverOnceNothingFiresInAnyOfItsGroups() {
        Incident half =
                step(merged(), new Signal.Cleared(ended(OWN, minute(4))), 4).incident();
        Incident whole =
                step(half, new Signal.Cleared(ended(other(), minute(5))), 5).incident();

        assertThat(half.open()).isTrue();
        assertThat(half.group().firingAt(minute(4))).extracting(Alert::name).containsExactly("PoolExhausted");
        assertThat(whole.state()).isEqualTo(new State.Resolved("", minute(5), true));
    }

    @Test
    void itWaitsOnlyWhenAllThatFiresIsHeldBack() {
        Incident half =
                step(merged(), new Signal.Held("silenced", OWN.key()), 4).incident();
        Incident whole =
                step(half, new Signal.Held("silenced", other().key()), 5).incident();
        Incident awake = step(whole, new Signal.Released(OWN.key()), 6).incident();

        assertThat(half.pause()).isNull();
        assertThat(whole.pause()).isNotNull();
        assertThat(awake.pause()).isNull();
    }

    @Test
    void somethingWorseStartsARoundAfterAnAcknowledgement() {
        Incident held = step(into, new Signal.Acknowledge("bob", null, null), 1).incident();
        Alert worse = Fixture.alert("DiskGone", "critical", NOON);
        AlertGroup group = new AlertGroup("{}:{service=\"disk\"}", Labels.EMPTY, "ops", List.of(worse));

        Incident same = ESCALATION.merge(from, held, "anna", minute(2)).into().incident();
        Incident round = ESCALATION
                .merge(open("inc-3", group), held, "anna", minute(2))
                .into()
                .incident();

        assertThat(same.state()).isInstanceOf(State.Acknowledged.class);
        assertThat(round.state()).isInstanceOf(State.Triggered.class);
        assertThat(round.round()).isEqualTo(2);
    }

    @Test
    void whatFiresAgainSoonReopensTheOtherOneAndLaterGetsOneOfItsOwn() {
        Incident over = step(
                        step(merged(), new Signal.Cleared(ended(OWN, minute(4))), 4)
                                .incident(),
                        new Signal.Cleared(ended(other(), minute(5))),
                        5)
                .incident();

        Step soon = step(over, new Signal.Firing(other()), 10);
        Step late = step(over, new Signal.Firing(other()), 30);

        assertThat(soon.incident().open()).isTrue();
        assertThat(late.effects()).containsExactly(new OpenAnew(other(), "default"));
        assertThat(late.incident().parts()).as("the group has left it").isEmpty();
    }

    @Test
    void aResolveByHandHoldsForBothGroupsForADay() {
        Incident over = step(merged(), new Signal.Resolve("bob"), 4).incident();

        assertThat(step(over, new Signal.Firing(other()), 100).effects()).isEmpty();
        assertThat(step(over, new Signal.Firing(OWN), 100).effects()).isEmpty();
        assertThat(step(over, new Signal.TimerDue(), 4 + 24 * 60).effects())
                .containsExactly(new OpenAnew(OWN, "default"), new OpenAnew(other(), "default"));
    }

    @Test
    void theMergedOneNeverReopens() {
        Incident gone = ESCALATION.merge(from, into, "anna", minute(3)).from().incident();

        Step step = step(gone, new Signal.Firing(other()), 4);

        assertThat(step.effects()).containsExactly(new OpenAnew(other()));
        assertThat(step.incident().open()).isFalse();
        assertThat(gone.nextDeadline()).isNull();
    }

    @Test
    void whatWasMergedIntoTheOneMovesOnWithIt() {
        Incident third = open("inc-3", group("critical", "low"));
        Incident whole =
                ESCALATION.merge(merged(), third, "bob", minute(5)).into().incident();

        assertThat(whole.parts()).extracting(Part::incident).containsExactly("inc-3", "inc-1", "inc-2");
        assertThat(whole.group().alerts()).hasSize(4);
    }

    @Test
    void whatAPersonMadeUpIsOverWhenAPersonSaysSo() {
        Instant now = minute(0);
        AlertGroup page = new AlertGroup(
                Incident.keyByHand("inc-9"), Labels.EMPTY, "", List.of(Fixture.alert("Come", "high", now)));
        Incident byHand = ESCALATION.open("inc-9", "default", page, "anna", now).incident();

        Incident over = step(byHand, new Signal.Resolve("anna"), 5).incident();

        assertThat(byHand.timeline().entries().getFirst().text())
                .isEqualTo("opened by anna, HIGH, policy default: Come");
        assertThat(over.state()).isEqualTo(new State.Resolved("anna", minute(5), true));
        assertThat(over.group().firingAt(minute(5))).isEmpty();
        assertThat(over.nextDeadline()).isNull();
    }
}
