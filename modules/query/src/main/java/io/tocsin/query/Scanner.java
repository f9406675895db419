package io.tocsin.query;

import org.jspecify.annotations.Nullable;

/** Walks over the text of a query: white space, keywords, tokens with their escapes, quotes, slashes. */
final class Scanner {
    /** Where a token ends, besides white space, quotes and the end. */
    enum Stop {
        /** A name may be followed by an operator. */
        NAME,
        /** A value may contain operators. */
        VALUE,
        /** A bound ends where its range does. */
        BOUND,
        /** Behind a pipe, commas separate names. */
        PIPE
    }

    private final String text;
    private int at;

    Scanner(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean sees(String mark) {
        return text.startsWith(mark, at);
    }

    boolean take(String mark) {
        if (!sees(mark)) return false;
        at += mark.length();
        return true;
    }

    boolean seesSpace() {
        return !atEnd() && Words.isSpace(text.charAt(at));
    }

    void skipSpace() {
        while (seesSpace()) at++;
    }

    static boolean isKeyword(String word) {
        return word.equals("AND") || word.equals("OR") || word.equals("NOT");
    }

    boolean seesKeyword(String word) {
        return sees(word) && endsAt(at + word.length(), Stop.VALUE);
    }

    boolean takeKeyword(String word) {
        return seesKeyword(word) && take(word);
    }

    private boolean endsAt(int position, Stop stop) {
        if (position >= text.length()) return true;
        char c = text.charAt(position);
        if (Words.isSpace(c) || c == '"') return true;
        return switch (stop) {
            case BOUND -> c == ']' || c == '}';
            case VALUE -> isDelimiter(position, c);
            case PIPE -> c == ',' || isDelimiter(position, c) || isOperator(position, c);
            case NAME -> isDelimiter(position, c) || isOperator(position, c);
        };
    }

    private boolean isDelimiter(int position, char c) {
        return c == '(' || c == ')' || c == '|' || (c == '&' && text.startsWith("&&", position));
    }

    private boolean isOperator(int position, char c) {
        return c == ':' || c == '=' || c == '<' || c == '>' || (c == '!' && text.startsWith("!=", position));
    }

    /** Reads on to where the token ends; it may be empty. */
    Piece token(Stop stop) {
        int start = at;
        StringBuilder literal = new StringBuilder();
        StringBuilder pattern = new StringBuilder();
        boolean escaped = false;
        while (!endsAt(at, stop)) {
            char c = text.charAt(at++);
            boolean escape = c == '\\';
            if (escape) {
                if (atEnd()) throw error("cannot end with a backslash: write \\\\ for one", at - 1);
                c = text.charAt(at++);
                escaped = true;
            }
            literal.append(c);
            pattern.append(escape && Glob.isSpecial(c) ? "\\" : "").append(c);
        }
        if (!atEnd() && text.charAt(at) == '"' && at > start)
            throw error("cannot start a quote inside a word: put a space or a backslash before it", at);
        return new Piece(start, literal.toString(), pattern.toString(), escaped);
    }

    /** Reads a quoted text; the quote that opens it is next. A backslash before a letter, digit or space is one. */
    Piece quoted() {
        int start = at++;
        StringBuilder literal = new StringBuilder();
        StringBuilder pattern = new StringBuilder();
        while (true) {
            if (atEnd())
                throw error(
                        "cannot find the end of this quote: close it with \", or write \\\" for the sign itself",
                        start);
            char c = text.charAt(at++);
            if (c == '"') break;
            if (c == '\\' && !atEnd() && !Words.isSpace(text.charAt(at)) && !Words.isWordPart(text.codePointAt(at)))
                c = text.charAt(at++);
            literal.append(c);
            pattern.append(Glob.isSpecial(c) ? "\\" : "").append(c);
        }
        return new Piece(start, literal.toString(), pattern.toString(), true);
    }

    /**
     * Reads {@code /regex/}, or nothing when the slash is only the start of a path: no slash closes it, or none that ends a
     * token, or only one that itself starts another path, as in {@code path:/login OR path:/}.
     */
    @Nullable
    String regex() {
        int end = at + 1;
        boolean space = false;
        while (end < text.length() && text.charAt(end) != '/') {
            space |= Words.isSpace(text.charAt(end));
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length() || end == at + 1 || !endsAt(end + 1, Stop.VALUE)) return null;
        if (space && startsPath(end)) return null;
        String pattern = text.substring(at + 1, end);
        at = end + 1;
        return pattern;
    }

    private boolean startsPath(int slash) {
        int backslashes = 0;
        while (text.charAt(slash - 2 - backslashes) == '\\') backslashes++;
        char before = text.charAt(slash - 1);
        return backslashes % 2 == 0 && (Words.isSpace(before) || before == ':' || before == '=');
    }

    QuerySyntaxException error(String problem, int position) {
        return new QuerySyntaxException(problem, position);
    }
}
