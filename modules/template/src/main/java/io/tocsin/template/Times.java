package io.tocsin.template;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Times as Go prints them, and their methods. */
final class Times {
    private static final String PRINTED = "2006-01-02 15:04:05.999999999 -0700 MST";

    /** RFC 3339 with as many decimals as there are. */
    static final String JSON = "2006-01-02T15:04:05.999999999Z07:00";

    private interface Method {
        Object call(ZonedDateTime time, Arguments arguments);
    }

    private record Entry(int arguments, Method method) {}

    private static final Map<String, Entry> METHODS = Map.ofEntries(
            none("UTC", time -> time.withZoneSameInstant(Values.UTC)),
            none("Local", time -> time),
            none("Unix", time -> time.toEpochSecond()),
            none("UnixMilli", time -> time.toInstant().toEpochMilli()),
            none("Year", time -> (long) time.getYear()),
            none("Month", time -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
            none("Day", time -> (long) time.getDayOfMonth()),
            none("YearDay", time -> (long) time.getDayOfYear()),
            none("Weekday", time -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
            none("Hour", time -> (long) time.getHour()),
            none("Minute", time -> (long) time.getMinute()),
            none("Second", time -> (long) time.getSecond()),
            none("Nanosecond", time -> (long) time.getNano()),
            none("IsZero", time -> time.toEpochSecond() == -62_135_596_800L && time.getNano() == 0),
            none("String", Times::print),
            one("Format", (time, arguments) -> Layout.of(arguments.text(0)).format(time)),
            one("Add", (time, arguments) -> moved(time, arguments.duration(0))),
            one("Sub", (time, arguments) -> Duration.between(arguments.time(0), time)),
            one("Before", (time, arguments) -> time.isBefore(arguments.time(0))),
            one("After", (time, arguments) -> time.isAfter(arguments.time(0))),
            one("Equal", (time, arguments) -> time.isEqual(arguments.time(0))));

    private Times() {}

    private static Map.Entry<String, Entry> none(
            String name, java.util.function.Function<ZonedDateTime, Object> method) {
        return Map.entry(name, new Entry(0, (time, arguments) -> method.apply(time)));
    }

    private static Map.Entry<String, Entry> one(String name, Method method) {
        return Map.entry(name, new Entry(1, method));
    }

    static Optional<Function> method(ZonedDateTime time, String name) {
        return Optional.ofNullable(METHODS.get(name)).map(entry -> arguments -> {
            arguments.expect(entry.arguments, entry.arguments);
            return entry.method.call(time, arguments);
        });
    }

    static String print(ZonedDateTime time) {
        return Layout.of(PRINTED).format(time);
    }

    private static ZonedDateTime moved(ZonedDateTime time, Duration by) {
        try {
            return time.plus(by);
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refusal("cannot add " + Durations.print(by) + " to a time: the result is out of range");
        }
    }

    static ZonedDateTime in(ZonedDateTime time, String zone) {
        try {
            return time.withZoneSameInstant(zone.isEmpty() ? Values.UTC : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new Refusal("cannot find the time zone \"" + zone + "\": write it like Europe/Berlin");
        }
    }
}
