package io.tocsin.notify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Simple HTML, as chats take it, cut without tearing a tag or an entity and with every tag closed; and the same as text. */
final class HtmlText {
    private static final Pattern TOKEN = Pattern.compile("</?([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|&(#?[a-zA-Z0-9]{1,10});");

    private final int limit;
    private final boolean tagsCount;
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private int used;
    /** What the closing of the open tags will take. */
    private int owed;

    private HtmlText(int limit, boolean tagsCount) {
        this.limit = limit;
        this.tagsCount = tagsCount;
    }

    /** At most {@code limit} chars as a reader sees them; an ellipsis shows that something was cut. */
    static String cutVisible(String html, int limit) {
        return plain(html).length() <= limit ? html : new HtmlText(limit, false).cut(html);
    }

    /** At most {@code limit} chars with all tags. */
    static String cutAll(String html, int limit) {
        return html.length() <= limit ? html : new HtmlText(limit, true).cut(html);
    }

    /** What a reader sees. */
    static String plain(String html) {
        StringBuilder text = new StringBuilder();
        Matcher token = TOKEN.matcher(html);
        int at = 0;
        while (token.find()) {
            text.append(html, at, token.start());
            if (token.group(2) != null) text.append(entity(token.group(), token.group(2)));
            at = token.end();
        }
        return text.append(html, at, html.length()).toString();
    }

    private String cut(String html) {
        Matcher token = TOKEN.matcher(html);
        int at = 0;
        boolean room = true;
        while (room && token.find()) {
            room = words(html, at, token.start()) && token(token);
            at = token.end();
        }
        if (room) words(html, at, html.length());
        text.append('…');
        while (!open.isEmpty()) text.append("</").append(open.pop()).append('>');
        return text.toString();
    }

    /** False when not all of it had room. */
    private boolean words(String html, int from, int to) {
        for (int i = from; i < to; ) {
            int size = Character.charCount(html.codePointAt(i));
            if (!fits(size)) return false;
            text.append(html, i, i + size);
            used += size;
            i += size;
        }
        return true;
    }

    private boolean token(Matcher token) {
        String whole = token.group();
        if (whole.startsWith("</")) {
            close(token.group(1));
            return true;
        }
        if (token.group(2) != null) {
            int size =
                    tagsCount ? whole.length() : entity(whole, token.group(2)).length();
            if (!fits(size)) return false;
            used += size;
        } else {
            int closing = token.group(1).length() + 3;
            if (tagsCount && !fits(whole.length() + closing)) return false;
            open.push(token.group(1));
            if (tagsCount) {
                used += whole.length();
                owed += closing;
            }
        }
        text.append(whole);
        return true;
    }

    /** What was never opened is left out. */
    private void close(String name) {
        if (!open.remove(name)) return;
        text.append("</").append(name).append('>');
        if (!tagsCount) return;
        owed -= name.length() + 3;
        used += name.length() + 3;
    }

    /** One char is kept for the ellipsis. */
    private boolean fits(int size) {
        return used + owed + size + 1 <= limit;
    }

    private static String entity(String whole, String name) {
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "nbsp" -> " ";
            default -> name.startsWith("#") ? number(whole, name.substring(1)) : whole;
        };
    }

    private static String number(String whole, String digits) {
        try {
            boolean hex = digits.startsWith("x") || digits.startsWith("X");
            int codePoint = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
            return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : whole;
        } catch (NumberFormatException none) {
            return whole;
        }
    }
}
