package io.tocsin.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Durations as Go counts and prints them. */
final class Durations {
    private static final long SECOND = 1_000_000_000;

    private interface Method {
        Object call(Duration duration, Arguments arguments);
    }

    private static final Map<String, Method> METHODS = Map.of(
            "Hours", (duration, none) -> in(duration, 3600 * SECOND),
            "Minutes", (duration, none) -> in(duration, 60 * SECOND),
            "Seconds", (duration, none) -> in(duration, SECOND),
            "Milliseconds", (duration, none) -> Arguments.nanos(duration) / 1_000_000,
            "Microseconds", (duration, none) -> Arguments.nanos(duration) / 1_000,
            "Nanoseconds", (duration, none) -> Arguments.nanos(duration),
            "Abs", (duration, none) -> duration.abs(),
            "String", (duration, none) -> print(duration),
            "Round", (duration, arguments) -> round(duration, arguments, true),
            "Truncate", (duration, arguments) -> round(duration, arguments, false));

    private Durations() {}

    static Optional<Function> method(Duration duration, String name) {
        return Optional.ofNullable(METHODS.get(name)).map(method -> arguments -> {
            int size = name.equals("Round") || name.equals("Truncate") ? 1 : 0;
            arguments.expect(size, size);
            return method.call(duration, arguments);
        });
    }

    private static Object in(Duration duration, long unit) {
        return (double) Arguments.nanos(duration) / unit;
    }

    private static Object round(Duration duration, Arguments arguments, boolean nearest) {
        long nanos = Arguments.nanos(duration);
        long unit = Arguments.nanos(arguments.duration(0));
        if (unit <= 0) return duration;
        long rest = nanos % unit;
        boolean up = nearest && Math.abs(rest) >= unit - Math.abs(rest);
        long rounded = nanos - rest;
        return Duration.ofNanos(rounded).plusNanos(up ? Long.signum(nanos) * unit : 0);
    }

    /** {@code 1h2m3.5s}, {@code 1.5ms}, {@code 0s}. */
    static String print(Duration duration) {
        long nanos = Arguments.nanos(duration);
        if (nanos == 0) return "0s";
        String sign = nanos < 0 ? "-" : "";
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        long seconds = size.longValue() / SECOND;
        if (seconds == 0) return sign + small(size.longValue());
        String rest = plain(size.remainder(BigDecimal.valueOf(60 * SECOND)), 9) + "s";
        if (seconds < 60) return sign + rest;
        String minutes = seconds / 60 % 60 + "m" + rest;
        return sign + (seconds < 3600 ? minutes : seconds / 3600 + "h" + minutes);
    }

    private static String small(long nanos) {
        if (nanos < 1_000) return nanos + "ns";
        return nanos < 1_000_000
                ? plain(BigDecimal.valueOf(nanos), 3) + "µs"
                : plain(BigDecimal.valueOf(nanos), 6) + "ms";
    }

    private static String plain(BigDecimal nanos, int places) {
        BigDecimal shifted = nanos.movePointLeft(places).stripTrailingZeros();
        return shifted.toPlainString();
    }

    /** Seconds for people, as Prometheus writes them: {@code 1d 2h 3m 4s}, {@code 12.3s}, {@code 1.5ms}. */
    static String humanize(double seconds) {
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) return Floats.format(seconds, 'g', 4);
        double size = Math.abs(seconds);
        if (size == 0) return Floats.format(seconds, 'g', 4) + "s";
        if (size < 1) return fraction(seconds);
        String sign = seconds < 0 ? "-" : "";
        long whole = (long) size;
        if (whole < 60) return Floats.format(seconds, 'g', 4) + "s";
        String text = whole / 60 % 60 + "m " + whole % 60 + "s";
        if (whole >= 3600) text = whole / 3600 % 24 + "h " + text;
        if (whole >= 86400) text = whole / 86400 + "d " + text;
        return sign + text;
    }

    private static String fraction(double seconds) {
        String prefixes = "munpfazy";
        int steps = 0;
        double value = seconds;
        while (steps < prefixes.length() && Math.abs(value) < 1) {
            value *= 1000;
            steps++;
        }
        return Floats.format(value, 'g', 4) + prefixes.charAt(steps - 1) + "s";
    }
}
