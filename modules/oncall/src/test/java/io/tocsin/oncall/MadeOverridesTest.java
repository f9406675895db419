package io.tocsin.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.oncall.MadeOverrides.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MadeOverridesTest {
    private static final Instant NOW = Instant.parse("2026-06-03T12:00:00Z");

    private static final Schedule PRIMARY = new Schedule(
            "primary",
            ZoneId.of("UTC"),
            List.of(new Layer(List.of("anna", "bob"), LocalDateTime.parse("2026-06-01T12:00"), Period.ofDays(1))),
            List.of());

    private static Instant hours(int hours) {
        return NOW.plus(Duration.ofHours(hours));
    }

    private static MadeOverride made(String id, ScheduleOverride override) {
        return new MadeOverride(id, "primary", override, NOW, "bob", "");
    }

    private static ScheduleOverride all(String user, int from, int to) {
        return new ScheduleOverride.Everybody(user, hours(from), hours(to));
    }

    private static ScheduleOverride instead(String user, String of, int from, int to) {
        return new ScheduleOverride.Substitute(user, of, hours(from), hours(to));
    }

    private static @Nullable Refusal refusal(MadeOverrides known, ScheduleOverride wanted) {
        return known.refusal(made("wanted", wanted), NOW);
    }

    private static String why(@Nullable Refusal refusal) {
        return Objects.requireNonNull(refusal).why();
    }

    @Test
    void whatWasMadeHasItsSay() {
        MadeOverrides made = MadeOverrides.NONE.with(made("a", all("carol", 1, 2)));
        Schedule schedule = made.on(PRIMARY, user -> true);

        assertThat(schedule.onCallAt(hours(0))).containsExactly("anna");
        assertThat(schedule.onCallAt(hours(1))).containsExactly("carol");
        assertThat(schedule.onCallAt(hours(2))).containsExactly("anna");
    }

    @Test
    void itIsOfItsScheduleOnlyAndOfPeopleWhoAreThere() {
        MadeOverrides made = MadeOverrides.NONE.with(made("a", instead("carol", "anna", 0, 5)));
        Schedule other = new Schedule("other", PRIMARY.zone(), PRIMARY.layers(), List.of());

        assertThat(made.on(other, user -> true)).isSameAs(other);
        assertThat(made.on(PRIMARY, user -> !user.equals("anna"))).isSameAs(PRIMARY);
    }

    @Test
    void twoThatContradictEachOtherAreRefused() {
        MadeOverrides known = MadeOverrides.NONE.with(made("known", all("carol", 1, 3)));

        for (ScheduleOverride wanted :
                List.of(all("dave", 2, 4), all("dave", 0, 2), all("carol", 1, 3), instead("dave", "anna", 2, 3))) {
            assertThat(why(refusal(known, wanted))).as("%s", wanted).contains("known of bob says otherwise");
            assertThat(Objects.requireNonNull(refusal(known, wanted)).conflict())
                    .isTrue();
        }
    }

    @Test
    void thoseThatMeetOnlyAtAnInstantOrAreAboutOthersAreFine() {
        MadeOverrides known = MadeOverrides.NONE.with(made("known", instead("carol", "anna", 1, 3)));

        assertThat(refusal(known, all("dave", 3, 4))).isNull();
        assertThat(refusal(known, all("dave", 0, 1))).isNull();
        assertThat(refusal(known, instead("dave", "bob", 1, 3))).isNull();
        assertThat(refusal(known, new ScheduleOverride.Swap("anna", "bob", hours(1), hours(2))))
                .isNotNull();
    }

    @Test
    void whatIsOverOrMuchTooLongIsRefused() {
        assertThat(why(refusal(MadeOverrides.NONE, all("carol", -1, 1)))).contains("which is over");
        assertThat(why(refusal(MadeOverrides.NONE, all("carol", 0, 24 * 367))))
                .contains("it lasts 367 days, the limit is 366");
        assertThat(why(refusal(MadeOverrides.NONE, all("carol", 24 * 732, 24 * 733))))
                .contains("731 days ahead");
        assertThat(why(refusal(MadeOverrides.NONE, instead("carol", "carol", 0, 1))))
                .contains("named twice");
    }

    @Test
    void thereAreSoManyAndNoMore() {
        MadeOverrides many = MadeOverrides.NONE;
        for (int i = 0; i < MadeOverrides.OPEN_MAX; i++) many = many.with(made("o" + i, all("carol", i, i + 1)));

        assertThat(why(refusal(many, all("dave", 900, 901)))).contains("200 that are not over, the limit");
        assertThat(many.refusal(made("x", all("dave", 900, 901)), hours(1))).isNull();
    }

    @Test
    void whatEndsNowIsKnownForAHundredDays() {
        MadeOverride ended = made("a", all("carol", 0, 8)).endedAt(hours(2));
        MadeOverrides made =
                MadeOverrides.NONE.with(made("a", all("carol", 0, 8))).with(ended);

        assertThat(made.made()).containsExactly(ended);
        assertThat(made.on(PRIMARY, user -> true).onCallAt(hours(3))).containsExactly("anna");
        assertThat(made.stale(hours(2 + 100 * 24 - 1))).isEmpty();
        assertThat(made.stale(hours(2 + 100 * 24))).containsExactly(ended);
        assertThat(made.without("a")).isEqualTo(MadeOverrides.NONE);
    }

    /** What is accepted never contradicts: at any instant each person is touched by one override at most. */
    @Test
    void whateverIsAcceptedNobodyIsMeantTwiceAtOnce() {
        List<String> people = List.of("anna", "bob", "carol", "dave");
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            MadeOverrides made = MadeOverrides.NONE;
            for (int i = 0; i < 40; i++) {
                int from = random.nextInt(100);
                int to = from + 1 + random.nextInt(12);
                String one = people.get(random.nextInt(4));
                String other = people.get(random.nextInt(4));
                ScheduleOverride override = random.nextBoolean() ? all(one, from, to) : instead(one, other, from, to);
                MadeOverride wanted = made("o" + i, override);
                if (made.refusal(wanted, NOW) == null) made = made.with(wanted);
            }
            assertThat(made.made()).isNotEmpty();
            for (int hour = 0; hour < 120; hour++) assertNobodyTwice(made, hours(hour), seed);
        }
    }

    private static void assertNobodyTwice(MadeOverrides made, Instant at, int seed) {
        List<ScheduleOverride> now = made.made().stream()
                .map(MadeOverride::override)
                .filter(override -> override.covers(at))
                .toList();
        boolean everybody = now.stream().anyMatch(ScheduleOverride.Everybody.class::isInstance);
        if (everybody) assertThat(now).as("seed %d", seed).hasSize(1);
        assertThat(now.stream().flatMap(override -> override.users().stream()).toList())
                .as("seed %d", seed)
                .doesNotHaveDuplicates();
    }
}
