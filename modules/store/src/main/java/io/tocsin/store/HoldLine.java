package io.tocsin.store;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hold as a line of text: seven parts between tabs, {@code -} for a missing class. Tabs, line ends and backslashes inside
 * of a part have a backslash before them.
 */
final class HoldLine {
    private static final int PARTS = 7;
    private static final String NO_CLASS = "-";

    private HoldLine() {}

    static String write(Hold hold) {
        String keepClass = hold.keepClass();
        return String.join(
                "\t",
                escaped(hold.id()),
                hold.from().toString(),
                hold.to().toString(),
                keepClass == null ? NO_CLASS : escaped(keepClass),
                hold.at().toString(),
                escaped(hold.by()),
                escaped(hold.reason()));
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    static Hold read(String line) {
        List<String> parts = split(line);
        if (parts.size() != PARTS) {
            throw new IllegalArgumentException("it has " + parts.size() + " parts and not " + PARTS);
        }
        try {
            @Nullable String keepClass = parts.get(3).equals(NO_CLASS) ? null : parts.get(3);
            return new Hold(
                    parts.get(0),
                    Instant.parse(parts.get(1)),
                    Instant.parse(parts.get(2)),
                    keepClass,
                    Instant.parse(parts.get(4)),
                    parts.get(5),
                    parts.get(6));
        } catch (DateTimeParseException noTime) {
            throw new IllegalArgumentException("'" + noTime.getParsedString() + "' is no time", noTime);
        }
    }

    private static String escaped(String part) {
        StringBuilder text = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private static List<String> split(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c == '\\' && i + 1 < line.length() ? unescaped(line.charAt(++i)) : c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
