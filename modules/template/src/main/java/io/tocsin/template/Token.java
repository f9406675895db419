package io.tocsin.template;

/**
 * A piece of template text.
 *
 * @param text what it says; of literals, their value as written, without quotes for {@link Kind#TEXT} and names
 * @param at offset in the source
 * @param spaced whether white space stands before it, which separates arguments and ends a chain of fields
 */
record Token(Kind kind, String text, int at, boolean spaced) {
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        FIELD,
        VARIABLE,
        WORD,
        STRING,
        CHARACTER,
        NUMBER,
        DOT,
        PIPE,
        COMMA,
        DECLARE,
        ASSIGN,
        LEFT,
        RIGHT,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** How an error names it. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the text";
            case CLOSE -> "'}}'";
            case FIELD -> "'." + text + "'";
            case TEXT,
                    OPEN,
                    VARIABLE,
                    WORD,
                    STRING,
                    CHARACTER,
                    NUMBER,
                    DOT,
                    PIPE,
                    COMMA,
                    DECLARE,
                    ASSIGN,
                    LEFT,
                    RIGHT -> "'" + text + "'";
        };
    }
}
