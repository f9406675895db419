package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.query.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
    private static final Instant TODAY = Instant.parse("2026-11-28T00:00:00Z");
    private static final Instant NOW = TODAY.plus(Duration.ofHours(10));
    private static final KeepClass AUDIT =
            new KeepClass("audit", Query.parse("extra.category:audit"), Duration.ofDays(365));

    private static RetentionPolicy policy(int days, long maxBytes) {
        return new RetentionPolicy(Duration.ofDays(days), maxBytes, List.of(AUDIT));
    }

    private static Instant day(int ago) {
        return TODAY.minus(Duration.ofDays(ago));
    }

    private static PartitionInfo partition(String keepClass, int ago, long bytes) {
        String name = day(ago).toString().substring(0, 10) + (keepClass.equals("default") ? "" : "." + keepClass);
        return new PartitionInfo(
                name, keepClass, day(ago), day(ago).plusSeconds(5), day(ago).plus(Duration.ofHours(23)), 100, bytes);
    }

    private static PartitionInfo late(int ago, Instant from, Instant to) {
        return new PartitionInfo("late-" + day(ago).toString().substring(0, 10), "default", day(ago), from, to, 9, 9);
    }

    private static Hold hold(int from, int to, String keepClass) {
        return new Hold("h", day(from), day(to), keepClass.isEmpty() ? null : keepClass, NOW, "anna", "case 7");
    }

    private static List<String> expired(List<PartitionInfo> partitions, List<Hold> holds, RetentionPolicy policy) {
        return Retention.expired(partitions, holds, policy, NOW);
    }

    @Test
    void aPartitionGoesWhenItsNewestEventIsOlderThanItsClassKeeps() {
        List<PartitionInfo> partitions = List.of(
                partition("default", 0, 1),
                partition("default", 7, 1),
                partition("default", 8, 1),
                partition("audit", 8, 1),
                partition("audit", 366, 1));

        assertThat(expired(partitions, List.of(), policy(7, 0)))
                .containsExactlyInAnyOrder("2026-11-20", "2025-11-27.audit");
    }

    @Test
    void oldLogsThatAreLoadedTodayAreKeptAsLongAsNewOnes() {
        Instant longAgo = day(4_000);
        List<PartitionInfo> partitions = List.of(late(3, longAgo, longAgo), late(9, longAgo, longAgo));

        assertThat(expired(partitions, List.of(), policy(7, 0))).containsExactly("late-2026-11-19");
    }

    @Test
    void aClassThatIsNoMoreIsKeptAsTheDefault() {
        List<PartitionInfo> partitions = List.of(partition("gone", 5, 1), partition("gone", 9, 1));

        assertThat(expired(partitions, List.of(), policy(7, 0))).containsExactly("2026-11-19.gone");
    }

    @Test
    void aFullDiskTakesTheOldestFirstAndNoMoreThanItMust() {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int ago = 0; ago < 6; ago++) partitions.add(partition("default", ago, 100));

        assertThat(expired(partitions, List.of(), policy(30, 600))).isEmpty();
        assertThat(expired(partitions, List.of(), policy(30, 599))).containsExactly("2026-11-23");
        assertThat(expired(partitions, List.of(), policy(30, 301)))
                .containsExactly("2026-11-23", "2026-11-24", "2026-11-25");
    }

    @Test
    void aFullDiskSparesWhatIsKeptForYears() {
        List<PartitionInfo> partitions = List.of(
                partition("audit", 20, 100),
                partition("default", 5, 100),
                partition("default", 4, 100),
                partition("audit", 300, 100));

        assertThat(expired(partitions, List.of(), policy(10, 200))).containsExactly("2026-02-01.audit", "2026-11-23");
    }

    @Test
    void todayIsNeverThrownAway() {
        List<PartitionInfo> partitions =
                List.of(partition("default", 0, 1_000), partition("audit", 0, 1_000), late(0, day(900), day(800)));

        assertThat(expired(partitions, List.of(), policy(1, 10))).isEmpty();
    }

    @Test
    void whatIsHeldStaysBeTheDiskAsFullAsItMay() {
        List<PartitionInfo> partitions =
                List.of(partition("default", 9, 100), partition("default", 8, 100), partition("audit", 9, 100));

        assertThat(expired(partitions, List.of(hold(9, 9, "")), policy(7, 50)))
                .as("the hold is of a midnight at which nothing happened")
                .containsExactly("2026-11-19", "2026-11-20", "2026-11-19.audit");
        assertThat(expired(partitions, List.of(hold(9, 8, "")), policy(7, 50))).containsExactly("2026-11-20");
        assertThat(expired(partitions, List.of(hold(9, 8, "audit")), policy(7, 50)))
                .containsExactly("2026-11-19", "2026-11-20");
        assertThat(expired(partitions, List.of(hold(400, 0, "")), policy(7, 50)))
                .isEmpty();
    }

    @Test
    void lateEventsAreHeldByTheTimeAtWhichTheyHappened() {
        List<PartitionInfo> partitions = List.of(late(20, day(100), day(90)));

        assertThat(expired(partitions, List.of(hold(95, 94, "")), policy(7, 0))).isEmpty();
        assertThat(expired(partitions, List.of(hold(20, 19, "")), policy(7, 0))).hasSize(1);
    }

    @Test
    void aPolicyThatCannotBeMeantIsRefused() {
        assertThatThrownBy(() -> policy(0, 0)).hasMessage("cannot keep events for PT0S: the time must be positive");
        assertThatThrownBy(() -> policy(1, -1)).hasMessage("cannot keep -1 bytes: write 0 for no limit");
        assertThatThrownBy(() -> new KeepClass("../x", AUDIT.match(), AUDIT.keep()))
                .hasMessageStartingWith("cannot name a retention class '../x'");
        assertThatThrownBy(() -> new KeepClass("default", AUDIT.match(), AUDIT.keep()))
                .hasMessageContaining("it is all the others");
        assertThatThrownBy(() -> new RetentionPolicy(Duration.ofDays(1), 0, List.of(AUDIT, AUDIT)))
                .hasMessage("cannot have two retention classes 'audit': names must differ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverThereIsThePromisesHold(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<PartitionInfo> partitions = partitions(random);
            List<Hold> holds = holds(random);
            RetentionPolicy policy = policy(1 + random.nextInt(20), random.nextBoolean() ? 0 : random.nextInt(2_000));

            List<String> expired = expired(partitions, holds, policy);

            assertPromises("seed %s, round %s".formatted(seed, round), partitions, holds, policy, expired);
        }
    }

    private static void assertPromises(
            String name,
            List<PartitionInfo> partitions,
            List<Hold> holds,
            RetentionPolicy policy,
            List<String> expired) {
        Map<String, PartitionInfo> byName =
                partitions.stream().collect(Collectors.toMap(PartitionInfo::name, Function.identity()));
        assertThat(expired).as(name).doesNotHaveDuplicates().allMatch(byName::containsKey);
        List<PartitionInfo> left =
                partitions.stream().filter(one -> !expired.contains(one.name())).toList();
        assertThat(expired.stream().map(byName::get)).as(name).allSatisfy(one -> {
            assertThat(one.day()).isBefore(TODAY);
            assertThat(holds).noneMatch(hold -> hold.touches(one));
        });
        List<PartitionInfo> free = left.stream()
                .filter(one -> one.day().isBefore(TODAY))
                .filter(one -> holds.stream().noneMatch(hold -> hold.touches(one)))
                .toList();
        long bytes = left.stream().mapToLong(PartitionInfo::bytes).sum();
        assertThat(policy.maxBytes() == 0 || bytes <= policy.maxBytes() || free.isEmpty())
                .as(name)
                .isTrue();
        assertThat(free).as(name).noneMatch(one -> newest(one).isBefore(NOW.minus(policy.keep(one.keepClass()))));
        // Never a newer day while an older one of the same class could have gone.
        expired.stream()
                .map(byName::get)
                .forEach(gone -> assertThat(free)
                        .as(name)
                        .noneMatch(one -> one.keepClass().equals(gone.keepClass())
                                && newest(one).isBefore(newest(gone))));
    }

    private static Instant newest(PartitionInfo one) {
        return one.name().startsWith("late-") ? one.day().plus(1, ChronoUnit.DAYS) : one.to();
    }

    private static List<PartitionInfo> partitions(Random random) {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int ago = -1; ago < 25; ago++) {
            if (random.nextBoolean()) partitions.add(partition("default", ago, random.nextInt(200)));
            if (random.nextInt(3) == 0) partitions.add(partition("audit", ago * 30, random.nextInt(200)));
            if (random.nextInt(4) == 0) partitions.add(late(ago, day(ago + 50), day(ago + 10)));
        }
        return partitions;
    }

    private static List<Hold> holds(Random random) {
        List<Hold> holds = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int to = random.nextInt(30);
            holds.add(hold(to + random.nextInt(5), to, random.nextBoolean() ? "" : "audit"));
        }
        return holds;
    }
}
