package io.tocsin.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every text that a regular expression matches has in common, read from the expression itself: asking that first spares
 * most evaluations. Errs on the side of knowing nothing.
 */
final class Literals {
    /** An expression of more alternatives is one that a program wrote; it is evaluated like any other. */
    private static final int ALTERNATIVES_MAX = 64;

    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private final String regex;
    private final StringBuilder text = new StringBuilder();
    private int at;

    private Literals(String regex) {
        this.regex = regex;
    }

    /** The only texts that the expression matches, as for {@code a|b}; null when there may be others. */
    static @Nullable Set<String> values(String regex) {
        List<String> values = new ArrayList<>();
        Literals reader = new Literals(regex);
        while (true) {
            values.add(reader.run());
            if (reader.at == regex.length()) return Set.copyOf(values);
            if (regex.charAt(reader.at) != '|' || values.size() == ALTERNATIVES_MAX) return null;
            reader.at++;
        }
    }

    /** How every text that the expression matches begins; empty when that cannot be said. */
    static String prefix(String regex) {
        if (regex.indexOf('|') >= 0) return "";
        Literals reader = new Literals(regex);
        String run = reader.run();
        // What may be there no time, or several times, is no part of it.
        boolean repeated = reader.at < regex.length() && "*?+{".indexOf(regex.charAt(reader.at)) >= 0;
        return repeated && !run.isEmpty() ? run.substring(0, run.offsetByCodePoints(run.length(), -1)) : run;
    }

    /** Reads plain characters and escaped special ones up to anything else. */
    private String run() {
        text.setLength(0);
        while (at < regex.length()) {
            char c = regex.charAt(at);
            if (c == '\\' && at + 1 < regex.length() && SPECIAL.indexOf(regex.charAt(at + 1)) >= 0) {
                text.append(regex.charAt(at + 1));
                at += 2;
            } else if (SPECIAL.indexOf(c) >= 0) {
                break;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }
}
