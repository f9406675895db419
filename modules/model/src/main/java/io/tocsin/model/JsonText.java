package io.tocsin.model;

import java.nio.charset.StandardCharsets;

/** The text that the inside of a JSON string means. */
public final class JsonText {
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";

    private JsonText() {}

    /**
     * Reads what lies between the quotes.
     *
     * @param json UTF-8 that was checked before: what is no JSON gives some text, never an error
     */
    public static String of(byte[] json, int from, int to) {
        int escape = from;
        while (escape < to && json[escape] != '\\') escape++;
        String plain = new String(json, from, to - from, StandardCharsets.UTF_8);
        return escape == to ? plain : unescaped(plain);
    }

    private static String unescaped(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (c != '\\' || at + 1 == raw.length()) {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(++at);
            if (escape == 'u' && at + 4 < raw.length()) {
                text.append((char) Integer.parseInt(raw, at + 1, at + 5, 16));
                at += 4;
            } else {
                int known = ESCAPES.indexOf(escape);
                text.append(known < 0 ? escape : MEANINGS.charAt(known));
            }
        }
        return text.toString();
    }
}
