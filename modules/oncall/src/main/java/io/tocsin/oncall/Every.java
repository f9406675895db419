package io.tocsin.oncall;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;

/**
 * How long each turn of a rotation is, by the calendar and by the hour: {@code 1w}, {@code 1m}, {@code 12h}. Hours are those of
 * the clock on the wall: on the day on which it goes forward, the turn over the change is an hour shorter.
 *
 * @param days no negative part
 * @param hours whole minutes, not negative
 */
public record Every(Period days, Duration hours) {
    /** Nobody hands over more often, and it bounds how many turns a range has. */
    public static final Duration MIN = Duration.ofHours(1);

    /** Turns are counted in an int, and a turn of that many years has no use. */
    private static final int DAYS_MAX = 36_500;

    /** A month has at least so many days: bounds the number of turns that fit before an instant. */
    private static final int MONTH_DAYS_MIN = 28;

    public Every {
        if (days.isNegative() || hours.isNegative() || (days.isZero() && hours.compareTo(MIN) < 0)) {
            throw new IllegalArgumentException(
                    "cannot build rotation: every is " + text(days, hours) + ", the least is " + MIN);
        }
        if (days.toTotalMonths() / 12 > DAYS_MAX
                || minutesMin(days, hours) > Duration.ofDays(DAYS_MAX).toMinutes()) {
            throw new IllegalArgumentException(
                    "cannot build rotation: every is " + text(days, hours) + ", the most is " + DAYS_MAX + " days");
        }
        if (!hours.equals(Duration.ofMinutes(hours.toMinutes()))) {
            throw new IllegalArgumentException("cannot build rotation: every is " + hours + ", not in whole minutes");
        }
    }

    /** By the calendar. */
    public static Every of(Period days) {
        return new Every(days, Duration.ZERO);
    }

    /** By the hour. */
    public static Every of(Duration hours) {
        return new Every(Period.ZERO, hours);
    }

    /** The wall time of the n-th turn: counted from the start, so that the 31st of each month does not drift to the 28th. */
    LocalDateTime after(LocalDateTime start, int turns) {
        return start.plus(days.multipliedBy(turns)).plus(hours.multipliedBy(turns));
    }

    /** No turn is shorter. */
    long minutesMin() {
        return minutesMin(days, hours);
    }

    @SuppressWarnings("JavaPeriodGetDays") // the months are counted beside them
    private static long minutesMin(Period days, Duration hours) {
        return Duration.ofDays(days.toTotalMonths() * MONTH_DAYS_MIN + days.getDays())
                .plus(hours)
                .toMinutes();
    }

    private static String text(Period days, Duration hours) {
        return hours.isZero() ? days.toString() : days.isZero() ? hours.toString() : days + " and " + hours;
    }
}
