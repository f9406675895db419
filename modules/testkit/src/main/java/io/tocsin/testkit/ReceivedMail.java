package io.tocsin.testkit;

import java.util.List;

/**
 * A mail as it arrived, and as its reader sees it.
 *
 * @param from envelope sender
 * @param to envelope recipients
 * @param raw headers and body as they were sent, dots unstuffed, one char per byte
 * @param headers in order, unfolded, encoded words decoded
 * @param subject decoded
 * @param text the text/plain part, decoded; empty when there is none
 * @param html the text/html part, decoded; empty when there is none
 */
public record ReceivedMail(
        String from, List<String> to, String raw, List<Header> headers, String subject, String text, String html) {
    /** One header line. */
    public record Header(String name, String value) {}

    public ReceivedMail {
        to = List.copyOf(to);
        headers = List.copyOf(headers);
    }

    static ReceivedMail parse(String from, List<String> to, String raw) {
        MimePart mail = MimePart.parse(raw);
        List<Header> headers = mail.headers().stream()
                .map(header -> new Header(header.name(), MimePart.decodedWords(header.value())))
                .toList();
        return new ReceivedMail(
                from,
                to,
                raw,
                headers,
                MimePart.decodedWords(mail.header("Subject")),
                mail.text("text/plain"),
                mail.text("text/html"));
    }

    /** The first header of that name in any case; empty when there is none. */
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }
}
