package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Reach;
import io.tocsin.escalation.Urgency;
import io.tocsin.model.Outcome;
import io.tocsin.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An incident of which nobody hears is found out. */
class UntoldTest {
    private final AlertLab lab = new AlertLab();

    private List<String> untold() {
        Views views = lab.desk().views();
        return Untold.of(views.book().all(), views.outbox(), views.reach(), lab.time.instant());
    }

    @Test
    void whoIsReachedHasHeard() {
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(6));

        assertThat(untold()).isEmpty();
    }

    @Test
    void whenEverybodyIsUnreachableItIsToldAfterFiveMinutes() {
        lab.worldAnswers(sent -> new Outcome.Permanent("no such user"));
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(5));
        assertThat(untold()).isEmpty();

        lab.pass(Duration.ofSeconds(11));

        assertThat(untold()).containsExactly(lab.incident().id());
        assertThat(lab.paged()).as("the fallback was asked").contains("dave email");
    }

    @Test
    void itIsOverWithTheFirstMessageThatArrives() {
        lab.worldAnswers(sent -> new Outcome.Retry("down", Duration.ofMinutes(1)));
        lab.fires("BruteForce");
        lab.pass(Duration.ofMinutes(6));
        assertThat(untold()).hasSize(1);

        lab.worldAnswers(sent -> new Outcome.Delivered("ok", ""));
        lab.pass(Duration.ofMinutes(2));

        assertThat(untold()).isEmpty();
    }

    @Test
    void howLongItMayTakeDependsOnTheSeverity() {
        assertThat(Untold.within(Severity.HIGH, Reach.AT_ONCE)).isEqualTo(Duration.ofMinutes(15));
        assertThat(Untold.within(Severity.LOW, Reach.AT_ONCE))
                .as("nobody is paged for it")
                .isNull();
    }

    @Test
    void whatIsPromisedCountsAndWhatIsRecordedOnlyHasNoPromise() {
        Reach reach = new Reach(
                Map.of(
                        Severity.CRITICAL, new Reach.Meaning(Urgency.HIGH, Duration.ofMinutes(2)),
                        Severity.HIGH, new Reach.Meaning(Urgency.NONE, Duration.ofMinutes(2)),
                        Severity.LOW, new Reach.Meaning(Urgency.LOW, Duration.ofHours(4))),
                Map.of());

        assertThat(Untold.within(Severity.CRITICAL, reach)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Untold.within(Severity.HIGH, reach)).isNull();
        assertThat(Untold.within(Severity.LOW, reach)).isEqualTo(Duration.ofHours(4));
        assertThat(Untold.within(Severity.MEDIUM, reach)).as("not configured").isEqualTo(Duration.ofHours(1));
    }
}
