package io.tocsin.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Telegram makes of a text with markup: what a reader sees, or why it cannot be read. */
record TelegramMarkup(String seen, String problem) {
    private static final Set<String> TAGS = Set.of(
            "b",
            "strong",
            "i",
            "em",
            "u",
            "ins",
            "s",
            "strike",
            "del",
            "a",
            "code",
            "pre",
            "span",
            "tg-spoiler",
            "tg-emoji",
            "blockquote");

    /** Outside of code, these need a backslash in MarkdownV2. */
    private static final String RESERVED = ".!-=+{}#|>()";

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9-]*)([^>]*)(>?)");

    /** The problem is empty when there is none. */
    static TelegramMarkup read(String text, String mode) {
        return switch (mode) {
            case "" -> new TelegramMarkup(text, "");
            case "HTML" -> html(text);
            case "MarkdownV2" -> markdown(text, true);
            case "Markdown" -> markdown(text, false);
            default -> new TelegramMarkup("", "unsupported parse_mode");
        };
    }

    private static TelegramMarkup html(String text) {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder seen = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        int at = 0;
        while (tag.find()) {
            seen.append(text, at, tag.start());
            at = tag.end();
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            if (!TAGS.contains(name) || tag.group(4).isEmpty()) {
                return broken("Unsupported start tag \"" + name + "\" at byte offset " + tag.start());
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
            } else if (open.isEmpty() || !open.pop().equals(name)) {
                return broken("Unexpected end tag at byte offset " + tag.start());
            }
        }
        if (!open.isEmpty()) return broken("Can't find end tag corresponding to start tag \"" + open.peek() + "\"");
        seen.append(text.substring(at));
        String plain = seen.toString()
                .replaceAll("&#\\d{1,6};", "?")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
        return new TelegramMarkup(plain, "");
    }

    /** As much of it as shows whether somebody thought of escaping. */
    private static TelegramMarkup markdown(String text, boolean second) {
        StringBuilder seen = new StringBuilder();
        int stars = 0;
        int underscores = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                seen.append(text.charAt(++i));
                continue;
            }
            if (second && RESERVED.indexOf(c) >= 0) {
                return broken("Character '" + c + "' is reserved and must be escaped with the preceding '\\'");
            }
            if (c == '*') stars++;
            else if (c == '_') underscores++;
            else seen.append(c);
        }
        boolean torn = stars % 2 != 0 || underscores % 2 != 0;
        return torn ? broken("Can't find end of the entity") : new TelegramMarkup(seen.toString(), "");
    }

    private static TelegramMarkup broken(String why) {
        return new TelegramMarkup("", "can't parse entities: " + why);
    }
}
