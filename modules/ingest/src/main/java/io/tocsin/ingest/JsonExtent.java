package io.tocsin.ingest;

/**
 * Finds where a JSON value ends without understanding it: brackets and quotes only. It lets one bad record be stepped over
 * without giving up on what follows.
 */
final class JsonExtent {
    private JsonExtent() {}

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    static int skipBlank(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isBlank(bytes[at])) at++;
        return at;
    }

    /** The index after the value that starts here, or -1 when its end cannot be told. */
    static int end(byte[] bytes, int from, int to) {
        if (from >= to) return -1;
        return switch (bytes[from]) {
            case '{', '[' -> endOfBrackets(bytes, from, to);
            case '"' -> endOfString(bytes, from, to);
            default -> endOfWord(bytes, from, to);
        };
    }

    /** Which bracket closes which is left to the parser: here it only matters how many are open. */
    private static int endOfBrackets(byte[] bytes, int from, int to) {
        int open = 0;
        int at = from;
        while (at >= 0 && at < to) {
            byte b = bytes[at];
            if (b == '"') {
                at = endOfString(bytes, at, to);
                continue;
            }
            at++;
            if (b == '{' || b == '[') open++;
            else if ((b == '}' || b == ']') && --open == 0) return at;
        }
        return -1;
    }

    /** A line break ends the hope: JSON has none inside a string, so a quote is missing. */
    private static int endOfString(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to) {
            byte b = bytes[at];
            if (b == '"') return at + 1;
            if (b == '\n') return -1;
            at += b == '\\' ? 2 : 1;
        }
        return -1;
    }

    private static int endOfWord(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isBlank(bytes[at]) && ",]}[{\"".indexOf(bytes[at]) < 0) at++;
        return at == from ? -1 : at;
    }
}
