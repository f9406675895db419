package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The headers that make mails of one incident one thread, keep a retry from showing twice and holiday replies from coming
 * back. No value can hold a line break, so nothing in a log line becomes a header of its own.
 */
final class MailHeaders {
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,120}");
    private static final Pattern NOT_LIST_ID = Pattern.compile("[^a-z0-9.-]+");
    /** Mail clients show about half of it, and no title is longer on purpose. */
    private static final int MAX_SUBJECT = 180;
    /** RFC 2047: a word of at most 75 chars, of which {@code =?UTF-8?B?} and {@code ?=} take 12, holds 45 bytes. */
    private static final int MAX_WORD_BYTES = 45;

    private MailHeaders() {}

    static Map<String, String> of(Notice notice, Destination.Email to) {
        String domain = domain(to.from());
        Facts facts = new Facts(notice);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", messageId(notice, to));
        List<String> ancestors = ancestors(notice, domain);
        if (!ancestors.isEmpty()) {
            headers.put("In-Reply-To", ancestors.getLast());
            headers.put("References", String.join(" ", ancestors));
        }
        headers.put("Subject", encoded(subject(notice)));
        headers.put("To", to.to().stream().map(MailHeaders::plainAddress).collect(Collectors.joining(",\r\n ")));
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("X-Auto-Response-Suppress", "All");
        String service =
                NOT_LIST_ID.matcher(facts.service().toLowerCase(Locale.ROOT)).replaceAll("-");
        if (!service.isEmpty())
            headers.put("List-Id", "<" + Texts.cut(service, 60).replace("…", "") + ".tocsin." + domain + ">");
        headers.put("X-Tocsin-Kind", notice.kind().name().toLowerCase(Locale.ROOT));
        return headers;
    }

    /** Equal over the life of the incident, or mail clients would break the thread. */
    static String subject(Notice notice) {
        Facts facts = new Facts(notice);
        return Texts.cut("[" + notice.briefing().severity() + "] " + facts.title(), MAX_SUBJECT);
    }

    /** Equal on every retry, so that servers and clients see one mail. */
    static String messageId(Notice notice, Destination.Email to) {
        return "<" + safe(notice.id()) + "@tocsin." + domain(to.from()) + ">";
    }

    /** What this mail answers, oldest first: the incident, which was never a mail itself, and the first one we sent. */
    private static List<String> ancestors(Notice notice, String domain) {
        List<String> ancestors = new ArrayList<>();
        String incident = notice.briefing().incident();
        if (!incident.isEmpty()) ancestors.add("<incident-" + safe(incident) + "@tocsin." + domain + ">");
        String first = Texts.line(notice.thread());
        if (first.startsWith("<") && first.endsWith(">")) ancestors.add(first);
        return ancestors;
    }

    private static String safe(String id) {
        return SAFE_ID.matcher(id).matches() ? id : Texts.sha256(id);
    }

    /** Without the name: nobody needs it, and it would have to be encoded. */
    private static String plainAddress(String address) {
        String line = Texts.line(address);
        int open = line.indexOf('<');
        int close = line.indexOf('>', open + 1);
        return open >= 0 && close > open ? line.substring(open + 1, close) : line;
    }

    private static String domain(String address) {
        String plain = plainAddress(address);
        String domain = NOT_LIST_ID
                .matcher(plain.substring(plain.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT))
                .replaceAll("");
        return plain.contains("@") && !domain.isEmpty() ? domain : "localhost";
    }

    /** RFC 2047: plain where plain will do, else words of whole code points; the mail client halves emoji. */
    static String encoded(String raw) {
        String text = Texts.line(raw);
        if (text.chars().allMatch(c -> c >= ' ' && c < 127) && !text.contains("=?")) return text;
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int bytes = 0;
        for (int codePoint : text.codePoints().toArray()) {
            String one = Character.toString(codePoint);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > MAX_WORD_BYTES) {
                words.add(word(word));
                word.setLength(0);
                bytes = 0;
            }
            word.append(one);
            bytes += size;
        }
        words.add(word(word));
        return String.join("\r\n ", words);
    }

    private static String word(CharSequence text) {
        byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
    }
}
