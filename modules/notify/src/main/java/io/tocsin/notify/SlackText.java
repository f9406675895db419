package io.tocsin.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Text for Slack's mrkdwn. Escaping {@code & < >} is all that Slack asks for, and is what keeps a log line from shouting
 * {@code <!channel>}; limits count what is sent, so texts are cut by their escaped length.
 */
final class SlackText {
    private static final DateTimeFormatter FALLBACK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SlackText() {}

    /** Escaped and at most {@code limit} chars long; an ellipsis shows that something is missing. */
    static String fit(String raw, int limit) {
        String text = Texts.whole(raw);
        StringBuilder fitted = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            String escaped = escape(codePoint);
            int reserve = next < text.length() ? 1 : 0;
            if (fitted.length() + escaped.length() + reserve > limit)
                return fitted.append('…').toString();
            fitted.append(escaped);
            i = next;
        }
        return fitted.toString();
    }

    /** In a code span, where only the backtick could break out. */
    static String code(String raw, int limit) {
        return "`" + fit(raw.replace('`', '\''), limit - 2) + "`";
    }

    /** Shown in each reader's own time zone. */
    static String time(Instant instant) {
        return "<!date^" + instant.getEpochSecond() + "^{date_short_pretty} {time}|" + FALLBACK.format(instant) + ">";
    }

    private static String escape(int codePoint) {
        return switch (codePoint) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(codePoint);
        };
    }
}
