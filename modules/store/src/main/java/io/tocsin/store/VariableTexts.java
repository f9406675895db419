package io.tocsin.store;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which values of columns can be part of a text that is looked for, where it is in no constant: it lies wholly within the
 * value, or reaches over one of its ends into the constants beside it. Asks bytes, for texts cost more than the answer. Belongs
 * to one search and one block.
 */
final class VariableTexts {
    private static final byte[] NONE = {};

    private final Needle text;
    /** The marks of each column; columns that copy another one share its answers. */
    private final IdentityHashMap<Column, byte[]> marks = new IdentityHashMap<>();
    /** The same of what was found to match. */
    private final IdentityHashMap<Column, byte[]> matches = new IdentityHashMap<>();

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

    Needle needle() {
        return text;
    }

    /**
     * Which rows of a variable can make a match; null when none can.
     *
     * @param before what stands before it
     * @param after what stands after it
     */
    @Nullable
    RowTest test(Column variable, Edge before, Edge after) throws IOException {
        return test(variable, Place.of(text, before, after));
    }

    /** The same at a place that is known. */
    @Nullable
    RowTest test(Column variable, Place place) throws IOException {
        if (!place.reachesInto(variable)) return within(variable);
        Codes codes = variable.coded();
        byte[] known = new byte[variable.distinct()];
        return row -> {
            int code = codes.get(row);
            if (known[code] == 0) known[code] = (byte) (reaches(variable.value(code), place) ? 1 : 2);
            return known[code] == 1;
        };
    }

    /** Which rows of a variable contain the text, or might; null when none does. */
    @Nullable
    RowTest within(Column variable) throws IOException {
        byte[] marked = marks(origin(variable));
        return marked == null ? null : rows(variable, marked);
    }

    /** Which rows of a variable meet a test that none meets without the text; null when none does. */
    @Nullable
    RowTest matching(Column variable, boolean quoted, Predicate<String> test) throws IOException {
        Column origin = origin(variable);
        byte[] known = matches.get(origin);
        if (known == null) {
            byte[] marked = marks(origin);
            byte[] met = marked == null ? null : Verdicts.of(origin, quoted, test, marked);
            known = met == null ? NONE : met;
            matches.put(origin, known);
        }
        return known.length == 0 ? null : rows(variable, known);
    }

    private static Column origin(Column variable) {
        return variable instanceof CopyColumn copy ? copy.original() : variable;
    }

    private static RowTest rows(Column variable, byte[] marks) {
        if (!(variable instanceof CopyColumn copy)) return new Marked(variable::coded, marks);
        return row -> marks[copy.originalCode(copy.code(row))] == 1;
    }

    /** Which codes of a column contain the text, or might, with 1; null when none does. */
    byte @Nullable [] marks(Column column) throws IOException {
        byte[] known = marks.get(column);
        if (known == null) {
            byte[] found = text.isForeignTo(column) ? null : column.marks(text);
            known = found == null ? NONE : found;
            marks.put(column, known);
        }
        return known.length == 0 ? null : known;
    }

    /** The same for one value: at each place that the text can have, what lies in the value must be the value's. */
    private boolean reaches(byte[] value, Place place) {
        if (text.mayBeIn(value)) return true;
        for (int start = 1 - text.length(); start < value.length; start++) {
            int end = start + text.length();
            int from = Math.max(0, -start);
            int to = Math.min(text.length(), value.length - start);
            boolean fits = from <= to && text.matches(value, Math.max(0, start), from, to);
            boolean left = start >= 0 || place.before().endsWith(text.upTo(from));
            boolean right = end <= value.length || place.after().startsWith(text.from(Math.max(0, to)));
            if (fits && left && right) return true;
        }
        return value.length == 0;
    }

    /**
     * A variable between two constants, and how a text can lie over its ends.
     *
     * @param ends what the value would begin or end with, for each way in which the text can begin in the constant before it or end
     *     in the one after it
     */
    record Place(Edge before, Edge after, CharSet ends) {
        static Place of(Needle text, Edge before, Edge after) {
            CharSet ends = CharSet.NONE;
            for (int cut = 1; cut < text.length(); cut++) {
                if (before.endsWith(text.upTo(cut))) ends = ends.or(CharSet.of(text.at(cut)));
                if (after.startsWith(text.from(cut))) ends = ends.or(CharSet.of(text.at(cut - 1)));
            }
            return new Place(before, after, ends);
        }

        /** Whether some value of a variable can lie under an end of the text. */
        boolean reachesInto(Column variable) {
            if (ends.equals(CharSet.NONE)) return false;
            String characters = variable.characters();
            // Escapes, and letters that have a form in ASCII, say more than they seem to.
            if (characters == null || !characters.chars().allMatch(c -> c < 0x80 && c != '\\')) return true;
            return characters.chars().anyMatch(ends::has);
        }
    }
}
