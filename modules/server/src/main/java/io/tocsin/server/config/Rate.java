package io.tocsin.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How many messages one integration of a receiver takes before the rest is summed up.
 *
 * @param burst at once; 0 for no limit
 * @param perMinute after that
 */
public record Rate(int burst, int perMinute) {
    /** Machines read each group by its key: one message about many would open no incident there. */
    public static final Rate UNLIMITED = new Rate(0, 0);

    /** More than anybody reads while it burns; a quiet receiver never comes near it. */
    public static final Rate PEOPLE = new Rate(60, 30);

    /** For how long what does not fit is gathered: the longest that anybody waits for news. */
    public static final Duration GATHERED = Duration.ofMinutes(1);

    /** The label of a receiver that says how many at once. */
    public static final String BURST = "tocsin_burst";

    /** The label of a receiver that says how many after that. */
    public static final String PER_MINUTE = "tocsin_per_minute";

    private static final Set<String> READ_BY_PEOPLE =
            Set.of("slack", "email", "msteamsv2", "telegram", "discord", "mattermost", "pushover");

    /** Of a receiver with these labels; what is no number there says nothing. */
    public static Rate of(Map<String, String> labels, String channel) {
        if (!READ_BY_PEOPLE.contains(channel)) return UNLIMITED;
        int burst = number(labels.getOrDefault(BURST, ""), PEOPLE.burst);
        return new Rate(burst, Math.max(1, number(labels.getOrDefault(PER_MINUTE, ""), PEOPLE.perMinute)));
    }

    /** Whether a label of that name may say this. */
    static boolean isUsable(String text) {
        if (text.isEmpty() || text.length() > 6) return false;
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String text, int otherwise) {
        return isUsable(text) ? Integer.parseInt(text) : otherwise;
    }

    /** Whether everything passes. */
    public boolean unlimited() {
        return burst == 0;
    }
}
