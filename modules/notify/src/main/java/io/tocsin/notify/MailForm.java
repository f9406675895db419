package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a mail says, and to whom, in whosever words. Rendered as a whole when it is made, so that a text that fails does so
 * before anything is sent.
 *
 * @param to who gets it, in the order of the file
 * @param text the plain part; empty for none
 * @param html the HTML part; empty for none
 */
record MailForm(String from, List<String> to, Map<String, String> headers, String text, String html) {
    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,100}");

    /** What says how the body is to be read belongs to whoever writes the body. */
    private static final Set<String> OURS =
            Set.of("content-type", "content-transfer-encoding", "mime-version", "bcc", "date");

    /** The length that RFC 5322 gives a line; subjects of templates may hold a whole group. */
    private static final int MAX_HEADER = 998;

    static MailForm of(Notice notice, Destination.Email to, Wording wording, ChannelSettings settings) {
        Words words =
                wording.words(notice, settings.externalUrl(), settings.clock().instant());
        Destination.Email rendered = rendered(to, words);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(MailHeaders.of(notice, rendered));
        if (words.flag("threading.enabled", false)) headers.putAll(threading(notice, words, settings.zone()));
        if (!wording.words(notice, "headers", "html", "text")) {
            String text = MailText.of(notice, settings.zone());
            return new MailForm(rendered.from(), rendered.to(), headers, text, MailHtml.of(notice, settings.zone()));
        }
        headers.putAll(headers(words));
        String text = Texts.whole(words.text("text", ""));
        String html = Texts.whole(words.html("html", "{{ template \"email.default.html\" . }}"));
        // A mail without any body would be one that nobody understands.
        if (text.isBlank() && html.isBlank()) text = MailText.of(notice, settings.zone());
        return new MailForm(rendered.from(), rendered.to(), headers, text, html);
    }

    /** Sender and recipients may be templates, which can hold commas of their own. */
    private static Destination.Email rendered(Destination.Email to, Words words) {
        boolean templated = words.raw("to", "").contains("{{");
        List<String> recipients = templated
                ? Arrays.stream(words.text("to", "").split(",", -1))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .distinct()
                        .toList()
                : to.to();
        return new Destination.Email(to.server(), words.render(to.from()), recipients);
    }

    private static Map<String, String> headers(Words words) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Subject", header(words.render("{{ template \"email.default.subject\" . }}")));
        for (String name : words.children("headers")) {
            boolean usable = NAME.matcher(name).matches() && !OURS.contains(name.toLowerCase(Locale.ROOT));
            if (usable) headers.put(name, header(words.text("headers." + name, "")));
        }
        return headers;
    }

    private static String header(String rendered) {
        return MailHeaders.encoded(Texts.cut(rendered, MAX_HEADER));
    }

    /** The root that Alertmanager names too, so that a thread that it began goes on. */
    private static Map<String, String> threading(Notice notice, Words words, ZoneId zone) {
        String day = words.raw("threading.thread_by_date", "").equals("none")
                ? ""
                : notice.briefing().at().atZone(zone).toLocalDate().toString();
        String root = "<alert-" + PagerDutyEvent.dedupKey(notice).substring(0, 16) + "-" + day + "@alertmanager>";
        return Map.of("References", root, "In-Reply-To", root);
    }
}
