package io.tocsin.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which partitions are let go of. A pure function of what there is, what is held and the time.
 *
 * <p>A partition goes when its newest event is older than its class keeps; one of late events goes by the day of their
 * arrival, or old logs that somebody loads today would be gone tomorrow. While the rest is more than the policy allows, the
 * partition goes that has used up most of the time that its class keeps: so a full disk costs a class that is kept for years
 * little, as one day is nothing to it, and yet nothing is kept for ever while all of today is thrown away. What a hold touches
 * and what belongs to today is never let go of, be the disk as full as it may.
 */
public final class Retention {
    /** How the folders of late events begin. */
    private static final String LATE = "late-";

    private static final Duration DAY = Duration.ofDays(1);

    private Retention() {}

    /**
     * The names of the partitions to drop, in the order in which to drop them.
     *
     * @param partitions all of them, in any order
     */
    public static List<String> expired(
            List<PartitionInfo> partitions, List<Hold> holds, RetentionPolicy policy, Instant now) {
        List<PartitionInfo> mayGo = partitions.stream()
                .filter(one -> !isOfToday(one, now))
                .filter(one -> holds.stream().noneMatch(hold -> hold.touches(one)))
                .sorted(Comparator.comparingDouble((PartitionInfo one) -> -used(one, policy, now))
                        .thenComparing(PartitionInfo::day)
                        .thenComparing(PartitionInfo::name))
                .toList();
        long bytes = partitions.stream().mapToLong(PartitionInfo::bytes).sum();
        List<String> expired = new ArrayList<>();
        for (PartitionInfo one : mayGo) {
            boolean tooMuch = policy.maxBytes() > 0 && bytes > policy.maxBytes();
            if (!tooMuch && !isOld(one, policy, now)) continue;
            expired.add(one.name());
            bytes -= one.bytes();
        }
        return expired;
    }

    private static boolean isOfToday(PartitionInfo partition, Instant now) {
        return !partition.day().isBefore(now.truncatedTo(ChronoUnit.DAYS));
    }

    private static boolean isOld(PartitionInfo partition, RetentionPolicy policy, Instant now) {
        return age(partition, now).compareTo(policy.keep(partition.keepClass())) > 0;
    }

    /** The part of its time that a partition has used up; more than 1 when it must go. */
    private static double used(PartitionInfo partition, RetentionPolicy policy, Instant now) {
        return seconds(age(partition, now)) / seconds(policy.keep(partition.keepClass()));
    }

    private static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }

    private static Duration age(PartitionInfo partition, Instant now) {
        return Duration.between(newest(partition), now);
    }

    /** When the newest of its events happened, or the end of the day on which they arrived. */
    private static Instant newest(PartitionInfo partition) {
        return partition.name().startsWith(LATE) ? partition.day().plus(DAY) : partition.to();
    }
}
