package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DrillTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Drill passed() {
        return Drill.NONE.begun(NOON).paged().over(NOON.plusSeconds(1));
    }

    @Test
    void beforeTheFirstNothingIsWrongAndNothingIsWell() {
        assertThat(Drill.NONE.trouble(NOON)).isNull();
        assertThat(Drill.NONE.well(NOON)).isFalse();
    }

    @Test
    void oneThatPassesHoldsUntilTheNextMustHave() {
        Drill drill = passed();

        assertThat(drill.took()).isEqualTo(Duration.ofSeconds(1));
        assertThat(drill.well(NOON.plusSeconds(76))).isTrue();
        assertThat(drill.well(NOON.plusSeconds(77))).isFalse();
        assertThat(drill.trouble(NOON.plusSeconds(77))).isNull();
    }

    @Test
    void onePageThatIsNotDeliveredIsTrouble() {
        Drill drill = passed().begun(NOON.plusSeconds(60));

        assertThat(drill.trouble(NOON.plusSeconds(70))).isNull();
        assertThat(drill.trouble(NOON.plusSeconds(71)))
                .isEqualTo("of the test alarm of 2026-03-02T12:01:00Z no page of it was delivered within 10 s;"
                        + " the last one that passed did at 2026-03-02T12:00:01Z, 0 have failed");
    }

    @Test
    void anEndThatIsNotToldIsTroubleToo() {
        Drill drill = Drill.NONE.begun(NOON).paged();

        assertThat(drill.trouble(NOON.plusSeconds(11)))
                .contains("its end was not told")
                .contains("none has passed yet");
    }

    @Test
    void troubleLastsUntilOnePasses() {
        Drill drill = Drill.NONE.begun(NOON).begun(NOON.plusSeconds(60));

        assertThat(drill.failures()).isEqualTo(1);
        assertThat(drill.trouble(NOON.plusSeconds(61))).contains("1 have failed");

        Drill well = drill.paged().over(NOON.plusSeconds(62));
        assertThat(well.trouble(NOON.plusSeconds(62))).isNull();
        assertThat(well.well(NOON.plusSeconds(62))).isTrue();
    }

    @Test
    void oneThatComesTooLateHasFailed() {
        Drill drill = Drill.NONE.begun(NOON).paged().over(NOON.plusSeconds(11));

        assertThat(drill.failures()).isEqualTo(1);
        assertThat(drill.trouble(NOON.plusSeconds(11))).isNotNull();
        assertThat(drill.begun(NOON.plusSeconds(60)).failures())
                .as("counted once")
                .isEqualTo(1);
    }

    @Test
    void anEndBeforeThePageIsNone() {
        assertThat(Drill.NONE.begun(NOON).over(NOON.plusSeconds(1)).well(NOON.plusSeconds(1)))
                .isFalse();
    }
}
