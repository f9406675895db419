package io.tocsin.query;

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
