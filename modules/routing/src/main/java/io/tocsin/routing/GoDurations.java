package io.tocsin.routing;

import io.tocsin.yaml.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Go writes them: {@code 1.5h}, {@code 90s}, {@code -3ms}; hours are the largest unit. */
public final class GoDurations {
    private static final Pattern FORM =
            Pattern.compile("[-+]?(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([a-zµμ]+)");
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final Map<String, Long> NANOSECONDS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    /** Nobody writes a longer one, and numbers of any length are slow to read. */
    private static final int LENGTH_MAX = 100;

    private GoDurations() {}

    /** How long a text says; null when it is no duration of Go, or below zero. */
    public static @Nullable Duration parse(String text) {
        String normal = normal(text);
        return normal == null ? null : Durations.parse(normal);
    }

    /** The same in whole units of h, m, s and ms, which Prometheus' form has too; null when it is none, or below zero. */
    static @Nullable String normal(String text) {
        if (text.equals("0")) return "0s";
        if (text.length() > LENGTH_MAX || !FORM.matcher(text).matches()) return null;
        BigDecimal nanoseconds = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long unit = NANOSECONDS.getOrDefault(part.group(2), 0L);
            nanoseconds = nanoseconds.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        if (nanoseconds.toBigInteger().bitLength() > 63) return null;
        if (text.startsWith("-")) return nanoseconds.signum() == 0 ? "0s" : null;
        BigInteger[] millis = nanoseconds.toBigInteger().divideAndRemainder(MILLION);
        // What is shorter than we can say is at least not nothing: 0 has a meaning of its own.
        long whole = millis[0].longValue() + (millis[1].signum() == 0 ? 0 : 1);
        return print(whole);
    }

    private static String print(long millis) {
        if (millis == 0) return "0s";
        StringBuilder text = new StringBuilder();
        long rest = millis;
        for (String unit : new String[] {"h", "m", "s", "ms"}) {
            long size = NANOSECONDS.getOrDefault(unit, 1L) / 1_000_000;
            if (rest >= size) text.append(rest / size).append(unit);
            rest %= size;
        }
        return text.toString();
    }
}
