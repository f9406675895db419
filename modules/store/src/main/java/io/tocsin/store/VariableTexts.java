package io.tocsin.store;

import java.io.IOException;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which values of variables can be part of a text that is looked for, where it is in no constant: it lies wholly within the
 * value, or reaches over one of its ends into the constants beside it. Asks bytes, for texts cost more than the answer.
 */
final class VariableTexts {
    private final Needle text;
    /** Whether each value of a column contains the text; columns that copy another one share its answers. */
    private final IdentityHashMap<Column, byte[]> within = new IdentityHashMap<>();

    /**
     * A constant beside a variable.
     *
     * @param text folded
     * @param last whether the message ends there; else other variables follow, of which nothing is known here
     */
    record Edge(String text, boolean last) {
        boolean endsWith(String part) {
            return text.endsWith(part) || (!last && part.endsWith(text));
        }

        boolean startsWith(String part) {
            return text.startsWith(part) || (!last && part.startsWith(text));
        }
    }

    VariableTexts(Needle text) {
        this.text = text;
    }

    /**
     * Which rows of a variable can make a match; null when none can.
     *
     * @param before what stands before it
     * @param after what stands after it
     */
    @Nullable
    RowTest test(Column variable, Edge before, Edge after) {
        if (!canReachOver(before, after)) return within(variable);
        int[] codes = variable.codes();
        byte[] known = new byte[variable.distinct()];
        return row -> {
            int code = codes[row];
            if (known[code] == 0) known[code] = (byte) (reaches(variable.value(code), before, after) ? 1 : 2);
            return known[code] == 1;
        };
    }

    /** Which rows of a variable contain the text, or might; null when none does. */
    @Nullable
    RowTest within(Column variable) {
        if (text.isForeignTo(variable)) return null;
        byte[] known = within.computeIfAbsent(origin(variable), column -> new byte[column.distinct()]);
        int[] codes = variable.codes();
        return row -> contains(variable, codes[row], known);
    }

    private static Column origin(Column variable) {
        return variable instanceof CopyColumn copy ? copy.original() : variable;
    }

    private boolean contains(Column variable, int code, byte[] known) throws IOException {
        int place = variable instanceof CopyColumn copy ? copy.originalCode(code) : code;
        if (known[place] == 0) known[place] = (byte) (text.mayBeIn(variable.value(code)) ? 1 : 2);
        return known[place] == 1;
    }

    /** Whether some beginning of the text can end the constant before, or some end of it begin the one after. */
    private boolean canReachOver(Edge before, Edge after) {
        for (int cut = 1; cut < text.length(); cut++) {
            if (before.endsWith(text.upTo(cut)) || after.startsWith(text.from(cut))) return true;
        }
        return false;
    }

    /** The same for one value: at each place that the text can have, what lies in the value must be the value's. */
    private boolean reaches(byte[] value, Edge before, Edge after) {
        if (text.mayBeIn(value)) return true;
        for (int start = 1 - text.length(); start < value.length; start++) {
            int end = start + text.length();
            int from = Math.max(0, -start);
            int to = Math.min(text.length(), value.length - start);
            boolean fits = from <= to && text.matches(value, Math.max(0, start), from, to);
            boolean left = start >= 0 || before.endsWith(text.upTo(from));
            boolean right = end <= value.length || after.startsWith(text.from(Math.max(0, to)));
            if (fits && left && right) return true;
        }
        return value.length == 0;
    }
}
