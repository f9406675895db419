package io.tocsin.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What every operator demands of its parts, so that whatever can be built can also be printed and read back. */
final class Check {
    private Check() {}

    /**
     * Gives the field name back when it is one.
     *
     * @throws IllegalArgumentException for an empty name, and for the two names that ask whether a field exists
     */
    static String field(String name) {
        if (name.isEmpty())
            throw new IllegalArgumentException("cannot ask a field without a name: put one before the operator");
        if (name.equals("_exists_") || name.equals("_exists"))
            throw new IllegalArgumentException("cannot ask field '" + name + "': write " + name + ":field, or field:*");
        return name;
    }

    /**
     * Gives the name back when events can be grouped by it.
     *
     * @throws IllegalArgumentException for the names that {@link #field} refuses, for the time, and for the id
     */
    static String key(String name) {
        field(name);
        if (Lookup.isTime(name))
            throw new IllegalArgumentException("cannot group by " + name
                    + " alone: nearly every event has its own; write a duration, as by 1m or by time(1m)");
        if (name.equals(Lookup.ID))
            throw new IllegalArgumentException("cannot group by _id: every event has its own; leave the pipe out");
        return name;
    }

    /**
     * Checks that something can be calculated of a field.
     *
     * @throws IllegalArgumentException for a missing name, for the names that {@link #field} refuses, for the time, and for
     *     the id
     */
    static void measured(String function, @Nullable String name) {
        if (name == null)
            throw new IllegalArgumentException(
                    "cannot calculate " + function + " of nothing: write " + function + "(field)");
        field(name);
        if (Lookup.isTime(name) || name.equals(Lookup.ID))
            throw new IllegalArgumentException("cannot calculate " + function + " of " + name
                    + ": it is no number; name another field, or write count by 1m");
    }

    /**
     * Gives the length of a bucket back when it can be one.
     *
     * @throws IllegalArgumentException for less than a millisecond, parts of one, and more than a year
     */
    static Duration bucket(Duration length) {
        if (length.compareTo(Duration.ofMillis(1)) < 0
                || length.compareTo(Pipe.BUCKET_MAX) > 0
                || length.toNanosPart() % 1_000_000 != 0)
            throw new IllegalArgumentException("cannot group by stretches of " + length
                    + ": they last whole milliseconds, from 1ms to " + Pipe.BUCKET_MAX.toDays() + "d");
        return length;
    }

    /**
     * Gives the number of rows back when a table can have it.
     *
     * @throws IllegalArgumentException outside of 1 and {@link Tally#GROUPS_MAX}
     */
    static int rows(int rows) {
        if (rows < 1 || rows > Tally.GROUPS_MAX)
            throw new IllegalArgumentException(
                    "cannot limit a table to " + rows + " rows: write a number from 1 to " + Tally.GROUPS_MAX);
        return rows;
    }

    /**
     * Gives the text back when it can be found at all.
     *
     * @throws IllegalArgumentException for text without any word
     */
    static String words(String text) {
        if (!Words.any(text))
            throw new IllegalArgumentException("cannot search for '" + text
                    + "': it has no letter or digit; use a regular expression such as /\\$\\$/ to find signs");
        return text;
    }
}
