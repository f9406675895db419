package io.tocsin.routing;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a silence may not do, so that a slip of the hand does not silence everything, or for ever.
 *
 * @param maxDuration from start to end; null for any
 * @param maxAlerts that fire now and would be held back; 0 for any
 * @param specific whether some matcher must name what it is about: one that is positive and not a regular expression that any
 *     value fulfils
 * @param maxSilences that are kept, those that are over included; 0 for any
 * @param maxBytes of all its texts in UTF-8; 0 for any
 */
public record SilenceLimits(
        @Nullable Duration maxDuration, int maxAlerts, boolean specific, int maxSilences, int maxBytes) {
    /** Alertmanager's freedom. */
    public static final SilenceLimits NONE = new SilenceLimits(null, 0, false, 0, 0);

    /** Values of no label that anybody has: an expression that all of them fulfil is a catch-all. */
    private static final List<String> STRANGE = List.of("\u00bfq7", "~", "0 0", "Zz-\u2205-9");

    /**
     * Why a silence is refused, or the empty text.
     *
     * @param kept how many silences there will be
     * @param alerts how many it would hold back now
     * @param retention how long silences that are over stay
     */
    String refusal(Silence wanted, int kept, int alerts, Duration retention) {
        Duration longest = maxDuration;
        Duration asked = Duration.between(wanted.startsAt(), wanted.endsAt());
        if (longest != null && asked.compareTo(longest) > 0) {
            return "endsAt: " + wanted.endsAt() + " is " + words(asked) + " after the start, the limit is "
                    + words(longest) + ": end by " + wanted.startsAt().plus(longest)
                    + ", and make the silence longer later if it is still needed";
        }
        if (specific && wanted.matchers().stream().noneMatch(SilenceLimits::isSpecific)) {
            return "matchers: " + new Matchers(wanted.matchers()) + " say only what is not meant, or fit any value:"
                    + " add one that names what to silence, such as alertname=\"...\" or service=\"...\"";
        }
        if (maxAlerts > 0 && alerts > maxAlerts) {
            return "matchers: " + new Matchers(wanted.matchers()) + " would hold back " + alerts
                    + " alerts that fire now, the limit is " + maxAlerts + ": add a matcher that leaves fewer";
        }
        if (maxSilences > 0 && kept > maxSilences) {
            return "silences that are kept: " + (kept - 1) + ", the limit is " + maxSilences
                    + ": change one that there is, or wait until old ones are forgotten, " + words(retention)
                    + " after their end";
        }
        long bytes = SilenceRules.bytes(wanted);
        if (maxBytes > 0 && bytes > maxBytes) {
            return "the texts of the silence have " + bytes + " bytes, the limit is " + maxBytes
                    + ": shorten its matchers, comment or annotations";
        }
        return "";
    }

    private static boolean isSpecific(Matcher matcher) {
        if (!matcher.operator().isPositive() || matcher.matches("")) return false;
        return !STRANGE.stream().allMatch(matcher::matches);
    }

    private static String words(Duration time) {
        long days = time.toDays();
        String rest = time.minusDays(days).toString().substring("PT".length()).toLowerCase(Locale.ROOT);
        if (days == 0) return rest;
        return days + "d" + (rest.equals("0s") ? "" : " " + rest);
    }
}
