package io.tocsin.store;

import java.io.IOException;

/** How a column is kept: the first byte of its head. The numbers are part of the format. */
final class Encoding {
    static final int CONSTANT = 0;
    static final int PLAIN = 1;
    static final int NUMBERS = 2;
    static final int TIMES = 3;
    static final int PATTERN = 4;
    static final int DICTIONARY = 5;
    static final int RECENT = 6;
    static final int TEMPLATES = 7;

    /** Only of variables. */
    static final int COPY = 8;

    private Encoding() {}

    /**
     * Reads the head of a column of its own from its start, as often as asked; the rest once it is needed. Whatever is wrong with
     * its bytes is an IOException.
     */
    static Column read(ColumnSource column, int rows, Siblings siblings) throws IOException {
        try {
            return readNext(column.again(), rows, siblings);
        } catch (RuntimeException broken) {
            // Checksums held, so a writer made this: better one column lost than a search thread.
            throw new IOException("cannot read block: a column that makes no sense", broken);
        }
    }

    private static Column readNext(ColumnSource source, int rows, Siblings siblings) throws IOException {
        int encoding = source.head().octet();
        return switch (encoding) {
            case DICTIONARY -> DictionaryColumn.read(source, rows);
            case RECENT -> DictionaryColumn.readRecent(source, rows);
            case TEMPLATES -> new TemplateColumn(MessageTemplates.read(source, rows, siblings), rows);
            default -> direct(encoding, source, rows);
        };
    }

    /** Reads the head of a variable of a template, and later the rest; {@code events} are those of its messages. */
    static Column readVariable(ColumnSource variable, int rows, Lazily.Reading<int[]> events, Siblings siblings)
            throws IOException {
        try {
            ColumnSource source = variable.again();
            if (source.head().octet() == COPY) return CopyColumn.read(source, rows, events, siblings);
            return readNext(variable.again(), rows, siblings);
        } catch (RuntimeException broken) {
            throw new IOException("cannot read block: a variable that makes no sense", broken);
        }
    }

    /** What a dictionary holds is never a dictionary itself. */
    static Column values(ColumnSource source, int rows) throws IOException {
        return direct(source.head().octet(), source, rows);
    }

    private static Column direct(int encoding, ColumnSource source, int rows) throws IOException {
        return switch (encoding) {
            case CONSTANT -> new ConstantColumn(rows, source.head().bytes());
            case PLAIN -> PlainColumn.read(source, rows);
            case NUMBERS -> NumberColumn.read(source, rows);
            case TIMES -> TimeColumn.read(source, rows);
            case PATTERN -> PatternColumn.read(source, rows);
            default -> throw new IOException("cannot read block: encoding " + encoding + " of a column");
        };
    }
}
