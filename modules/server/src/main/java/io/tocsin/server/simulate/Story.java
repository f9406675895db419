package io.tocsin.server.simulate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All that happens, decided beforehand. What is not said here (how long an answer takes, whether a message that hangs arrives)
 * follows from the seed.
 *
 * @param acts in order of time
 * @param diligence how many of a hundred pages somebody answers by its button
 * @param length milliseconds; the last {@link #CALM} of them nothing is broken
 */
public record Story(long seed, List<Act> acts, int diligence, long length) {
    /** When it begins on the wall. */
    public static final Instant START = Instant.parse("2026-03-27T05:00:00Z");

    /** Long enough for the fallback, which is paged hourly, to be paged after all faults are over. */
    public static final long CALM = hours(4);

    /** Acts are put in order. */
    public Story {
        acts = acts.stream().sorted(Comparator.comparingLong(Act::at)).toList();
    }

    static long seconds(long count) {
        return count * 1_000;
    }

    static long minutes(long count) {
        return seconds(count * 60);
    }

    static long hours(long count) {
        return minutes(count * 60);
    }

    Story with(List<Act> others) {
        return new Story(seed, others, diligence, length);
    }

    boolean has(Class<? extends Act> kind) {
        return acts.stream().anyMatch(kind::isInstance);
    }

    /** Whether time alone decides when who is paged, so that it can be foretold to the millisecond. */
    boolean isPlain() {
        return acts.stream().allMatch(act -> switch (act) {
            case Act.Begins begins -> true;
            case Act.Ends ends -> true;
            case Act.Answers answers -> true;
            case Act.Hushes hushes -> true;
            case Act.Blows blows -> blows.weather() != Act.Weather.REFUSES;
            case Act.Crashes crashes -> false;
            case Act.Reloads reloads -> false;
            // Whatever waits goes on waiting as long as it would have. Forward, what is due by the wall comes early.
            case Act.SetsClock sets -> sets.by() < 0;
            case Act.Fails fails -> false;
        });
    }

    /** As {@code 1d 03:10:07.004}. */
    static String time(long millis) {
        long seconds = millis / 1000;
        String days = seconds >= 86_400 ? seconds / 86_400 + "d " : "";
        String fraction = millis % 1000 == 0 ? "" : ".%03d".formatted(millis % 1000);
        return days + "%02d:%02d:%02d%s".formatted(seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, fraction);
    }

    /** One line for each act. */
    public String told() {
        StringBuilder lines = new StringBuilder();
        for (Act act : acts)
            lines.append("  ")
                    .append(time(act.at()))
                    .append("  ")
                    .append(act.told())
                    .append('\n');
        if (diligence > 0) lines.append("  and ").append(diligence).append(" of 100 pages are answered\n");
        return lines.append("  ").append(time(length)).append("  the end\n").toString();
    }
}
