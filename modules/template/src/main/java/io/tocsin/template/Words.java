package io.tocsin.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;

/** Functions on texts that Java does otherwise than Go. */
final class Words {
    private Words() {}

    /** Each word with one capital in front. */
    static String title(String text) {
        StringBuilder title = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = Character.isLetter(c);
            title.append(letter && inWord ? lower(c) : letter ? Character.toTitleCase(c) : c);
            // "don't" and "a_b" are one word each; digits belong to theirs.
            inWord = letter || Character.isDigit(c) || (inWord && (c == '\'' || c == '’' || c == '.')) || c == '_';
        }
        return title.toString();
    }

    private static String lower(char c) {
        return String.valueOf(c).toLowerCase(Locale.ROOT);
    }

    /** Replaces every match by the text in which {@code $1} and <code>${name}</code> stand for what groups found. */
    static String replaceAll(Pattern pattern, String replacement, String text) {
        Matcher matcher = pattern.matcher(text);
        Page page = new Page();
        int end = 0;
        boolean matched = false;
        while (matcher.find()) {
            // Nothing, right behind a match, is part of it.
            if (matched && matcher.start() == matcher.end() && matcher.end() == end) continue;
            matched = true;
            page.add(text.substring(end, matcher.start()));
            expand(replacement, matcher, page);
            end = matcher.end();
        }
        return page.add(text.substring(end)).toString();
    }

    private static void expand(String replacement, Matcher matcher, Page page) {
        int at = 0;
        while (at < replacement.length()) {
            int dollar = replacement.indexOf('$', at);
            page.add(replacement.substring(at, dollar < 0 ? replacement.length() : dollar));
            if (dollar < 0) return;
            boolean braces = replacement.startsWith("{", dollar + 1);
            int start = dollar + (braces ? 2 : 1);
            int end = start;
            while (end < replacement.length() && isName(replacement.charAt(end))) end++;
            boolean closed = !braces || replacement.startsWith("}", end);
            if (replacement.startsWith("$", dollar + 1)) {
                page.add('$');
                at = dollar + 2;
            } else if (end == start || !closed) {
                page.add('$');
                at = dollar + 1;
            } else {
                page.add(group(matcher, replacement.substring(start, end)));
                at = end + (braces ? 1 : 0);
            }
        }
    }

    private static boolean isName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    /** A group that does not exist, or took no part, is empty. */
    private static String group(Matcher matcher, String name) {
        boolean numbered = name.length() < 5 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (numbered && Integer.parseInt(name) > matcher.groupCount()) return "";
        try {
            String found = numbered ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
            return found == null ? "" : found;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
