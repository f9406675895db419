package io.tocsin.yaml;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as Prometheus writes them: {@code 1h30m}, units y w d h m s ms from large to small, each once; {@code 0}. */
public final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] MILLIS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000, 1,
    };

    private Durations() {}

    /** The duration, or null when the text is none or does not fit into a long of milliseconds. */
    public static @Nullable Duration parse(String text) {
        if (text.equals("0")) return Duration.ZERO;
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) return null;
        try {
            long millis = 0;
            for (int unit = 0; unit < MILLIS.length; unit++) {
                String count = matcher.group(unit + 1);
                if (count != null)
                    millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(count), MILLIS[unit]));
            }
            return Duration.ofMillis(millis);
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** The shortest text that {@link #parse} reads back; milliseconds are the finest it can say. */
    public static String print(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) return "0s";
        StringBuilder text = new StringBuilder();
        String[] units = {"y", "w", "d", "h", "m", "s", "ms"};
        for (int unit = 2; unit < MILLIS.length; unit++) {
            long count = rest / MILLIS[unit];
            if (count > 0) text.append(count).append(units[unit]);
            rest %= MILLIS[unit];
        }
        return text.toString();
    }
}
