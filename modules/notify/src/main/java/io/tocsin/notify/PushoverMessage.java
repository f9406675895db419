package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.tocsin.notify.Facts.Link;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A notice as the fields of Pushover's message API, besides token and user. Limits: pushover.net/api. */
final class PushoverMessage {
    private static final int MAX_TITLE = 250;
    private static final int MAX_MESSAGE = 1024;
    private static final int MAX_URL = 512;
    private static final int MAX_URL_TITLE = 100;

    /** The priority that rings until somebody confirms it. */
    private static final int EMERGENCY = 2;

    /** How often it may ring at most, and how long; more of either is refused. */
    private static final long MIN_RETRY = 30;

    private static final long MAX_EXPIRE = 10_800;

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Duration EXPIRE = Duration.ofHours(1);

    private static final Pattern GO_DURATION = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ms|us|µs|ns|h|m|s)");

    private PushoverMessage() {}

    /** In the words of the file, as Alertmanager lays them out. */
    static Map<String, String> worded(Words words) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "title", Texts.cut(words.text("title", "{{ template \"pushover.default.title\" . }}"), MAX_TITLE));
        String template = "{{ template \"pushover.default.message\" . }}";
        boolean html = words.flag("html", false);
        String text = html
                ? HtmlText.cutAll(words.html("message", template), MAX_MESSAGE)
                : Texts.cut(words.text("message", template), MAX_MESSAGE);
        // an empty one is refused
        fields.put("message", text.isBlank() ? "(no details)" : text.strip());
        if (html) fields.put("html", "1");
        else if (words.flag("monospace", false)) fields.put("monospace", "1");
        put(fields, "url", Texts.cut(words.text("url", "{{ template \"pushover.default.url\" . }}"), MAX_URL));
        put(fields, "url_title", Texts.cut(words.text("url_title", ""), MAX_URL_TITLE));
        String urgency = words.text("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}");
        int priority = priority(urgency);
        priority(fields, priority, duration(words.raw("retry", ""), RETRY), duration(words.raw("expire", ""), EXPIRE));
        put(fields, "device", words.text("device", ""));
        put(fields, "sound", words.text("sound", ""));
        long ttl = duration(words.raw("ttl", ""), Duration.ZERO).toSeconds();
        if (ttl > 0) fields.put("ttl", Long.toString(ttl));
        return fields;
    }

    /** In words of ours: a page rings by its severity, the end and an acknowledgement arrive in silence. */
    static Map<String, String> own(Notice notice, ZoneId zone) {
        Story story = new Story(notice, Markup.PLAIN, zone);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("title", story.title(MAX_TITLE));
        fields.put("message", story.restWithoutLinks("\n", MAX_MESSAGE));
        for (Link link : new Facts(notice).links()) {
            if (link.url().length() > MAX_URL) continue;
            fields.put("url", link.url());
            fields.put("url_title", link.name());
            break;
        }
        priority(fields, ownPriority(notice), RETRY, EXPIRE);
        return fields;
    }

    private static int ownPriority(Notice notice) {
        boolean page = notice.kind() == Notice.Kind.PAGE;
        return switch (notice.kind()) {
            case ACKNOWLEDGED, RESOLVED -> -1;
            case PAGE, NOTIFY ->
                switch (notice.briefing().severity()) {
                    case CRITICAL -> page ? EMERGENCY : 1;
                    case HIGH -> 1;
                    case MEDIUM, LOW -> 0;
                };
        };
    }

    private static void priority(Map<String, String> fields, int priority, Duration retry, Duration expire) {
        fields.put("priority", Integer.toString(priority));
        if (priority != EMERGENCY) return;
        fields.put("retry", Long.toString(Math.max(MIN_RETRY, retry.toSeconds())));
        fields.put("expire", Long.toString(Math.clamp(expire.toSeconds(), MIN_RETRY, MAX_EXPIRE)));
    }

    private static int priority(String text) {
        return text.strip().matches("-?[012]") ? Integer.parseInt(text.strip()) : 0;
    }

    /** As Go writes it: {@code 1h30m}. What is none counts as left out. */
    static Duration duration(String text, Duration otherwise) {
        Matcher part = GO_DURATION.matcher(text.strip());
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(nanos(part.group(2)))));
            end = part.end();
        }
        boolean whole = end > 0 && end == text.strip().length() && nanos.precision() - nanos.scale() < 19;
        return whole ? Duration.ofNanos(nanos.longValue()) : otherwise;
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "h" -> Duration.ofHours(1).toNanos();
            case "m" -> Duration.ofMinutes(1).toNanos();
            case "s" -> 1_000_000_000;
            case "ms" -> 1_000_000;
            case "ns" -> 1;
            default -> 1000;
        };
    }

    private static void put(Map<String, String> fields, String name, String text) {
        if (!text.isEmpty()) fields.put(name, text);
    }
}
