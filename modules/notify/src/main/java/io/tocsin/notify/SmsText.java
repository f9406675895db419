package io.tocsin.notify;

import io.tocsin.model.Notice;
import java.time.ZoneId;
import java.util.Map;

/**
 * A notice as a text message: how bad, what, since when, why you, how to answer. Some 160 characters are one part that is paid
 * for; a character outside of the alphabet of phones (GSM 03.38), such as an ellipsis, makes a part 70.
 */
final class SmsText {
    private static final int MAX_TITLE = 110;
    private static final int MAX_WHY = 90;
    private static final int MAX_LINK = 160;

    /** What our own texts and logs often hold, by what a phone's alphabet has for it. */
    private static final Map<String, String> PLAIN = Map.of(
            "\u2026", "...",
            "\u2013", "-",
            "\u2014", "-",
            "\u00b7", "-",
            "\u201c", "\"",
            "\u201d", "\"",
            "\u2019", "'",
            "\u00a0", " ",
            "`", "'");

    private final Facts facts;
    private final Notice notice;
    private final ZoneId zone;

    private SmsText(Notice notice, ZoneId zone) {
        this.facts = new Facts(notice);
        this.notice = notice;
        this.zone = zone;
    }

    /**
     * The text.
     *
     * @param replies whether what the reader replies reaches us
     */
    static String of(Notice notice, ZoneId zone, boolean replies) {
        SmsText text = new SmsText(notice, zone);
        return text.facts.firing() ? text.page(replies) : text.update();
    }

    private String page(boolean replies) {
        StringBuilder text = new StringBuilder(fit(facts.headline(), MAX_TITLE))
                .append(" since ")
                .append(facts.since(zone))
                .append('.');
        if (!facts.why().isEmpty()) text.append(' ').append(fit(facts.why(), MAX_WHY));
        if (replies && notice.kind() == Notice.Kind.PAGE) {
            String code = ReplyCode.of(notice.id());
            text.append("\nReply a ")
                    .append(code)
                    .append(" to acknowledge, r ")
                    .append(code)
                    .append(" resolve, e ");
            text.append(code).append(" escalate.");
        }
        String link = facts.briefing().links().incident();
        if (Facts.isWeb(link) && link.length() <= MAX_LINK) text.append('\n').append(link);
        return text.toString();
    }

    private String update() {
        return fit(facts.headline(), MAX_TITLE) + " after " + facts.lasted() + ".";
    }

    private static String fit(String text, int limit) {
        String line = Texts.cut(Texts.line(text), limit);
        for (Map.Entry<String, String> other : PLAIN.entrySet()) line = line.replace(other.getKey(), other.getValue());
        return line;
    }
}
