package io.tocsin.template;

/** A template cannot be read or rendered. The message says where, what and what would be right; it is meant for its author. */
public final class TemplateException extends RuntimeException {
    private final String file;
    private final int line;
    private final int column;

    TemplateException(String file, int line, int column, String problem) {
        super(file + ":" + line + ":" + column + ": " + problem);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    /** The name under which the text was handed in. */
    public String file() {
        return file;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in Java characters. */
    public int column() {
        return column;
    }
}
