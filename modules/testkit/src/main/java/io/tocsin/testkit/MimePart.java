package io.tocsin.testkit;

import io.tocsin.testkit.ReceivedMail.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Headers and body of a mail or of one of its parts: as much of RFC 2045 to 2047 as mails need. Texts hold one char per byte
 * until they are decoded.
 */
record MimePart(List<Header> headers, String body) {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([^\";\\s]+)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD = Pattern.compile("=\\?([^?]+)\\?([QqBb])\\?([^?]*)\\?=");
    /** Blanks between two encoded words are part of the folding, not of the text. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)\\s+(?==\\?[^?]+\\?[QqBb]\\?)");

    static MimePart parse(String raw) {
        int end = raw.indexOf("\r\n\r\n");
        String head = end < 0 ? raw : raw.substring(0, end);
        List<Header> headers = new ArrayList<>();
        for (String line : head.replaceAll("\r\n([ \t])", "$1").split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0)
                headers.add(new Header(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new MimePart(List.copyOf(headers), end < 0 ? "" : raw.substring(end + 4));
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** The first part of that type, decoded; empty when there is none. */
    String text(String type) {
        String contentType = header("Content-Type");
        String kind = contentType.toLowerCase(Locale.ROOT);
        if (!kind.startsWith("multipart/")) return kind.startsWith(type) ? decodedBody(contentType) : "";
        return parts(contentType).stream()
                .map(part -> part.text(type))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private List<MimePart> parts(String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) return List.of();
        String[] pieces = ("\r\n" + body).split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
        List<MimePart> parts = new ArrayList<>();
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            parts.add(parse(pieces[i].substring(pieces[i].startsWith("\r\n") ? 2 : 0)));
        }
        return parts;
    }

    private String decodedBody(String contentType) {
        Matcher charset = CHARSET.matcher(contentType);
        Charset coding = charset.find() ? Charset.forName(charset.group(1)) : StandardCharsets.US_ASCII;
        byte[] bytes = switch (header("Content-Transfer-Encoding").toLowerCase(Locale.ROOT)) {
            case "base64" -> Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.ISO_8859_1));
            case "quoted-printable" -> quotedPrintable(body.replace("=\r\n", ""));
            default -> body.getBytes(StandardCharsets.ISO_8859_1);
        };
        return new String(bytes, coding).replace("\r\n", "\n");
    }

    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && i + 2 < text.length()) {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    /** RFC 2047: {@code =?utf-8?q?...?=} and the base64 kind become the text that they stand for. */
    static String decodedWords(String value) {
        Matcher word = WORD.matcher(BETWEEN_WORDS.matcher(value).replaceAll("$1"));
        return word.replaceAll(
                found -> Matcher.quoteReplacement(decodedWord(found.group(1), found.group(2), found.group(3))));
    }

    private static String decodedWord(String charset, String coding, String text) {
        byte[] bytes = coding.equalsIgnoreCase("b")
                ? Base64.getDecoder().decode(text)
                : quotedPrintable(text.replace('_', ' '));
        return new String(bytes, Charset.forName(charset));
    }
}
