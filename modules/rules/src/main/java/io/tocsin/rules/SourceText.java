package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import java.util.List;

/** Finds where in a file a character of a YAML scalar stands, for errors inside of queries and conditions. */
final class SourceText {
    private final List<String> lines;

    SourceText(String text) {
        this.lines = text.lines().toList();
    }

    /**
     * The place of a character. Exact for plain and quoted scalars on one line and for literal blocks ({@code
     * |}); the start of the scalar where folding or escapes hide it.
     *
     * @param start where the scalar begins
     * @param value the scalar as it was read
     * @param position an offset in the value, up to its length
     */
    Mark place(Mark start, String value, int position) {
        String line = line(start.line());
        int column = start.column() - 1;
        if (line.startsWith(value, column)) return move(start, position);
        if (line.startsWith(value, column + 1)) return move(start, position + 1);
        if (column < line.length() && line.charAt(column) == '|') return inBlock(start, value, position);
        return start;
    }

    private static Mark move(Mark start, int columns) {
        return new Mark(start.file(), start.line(), start.column() + columns);
    }

    private Mark inBlock(Mark start, String value, int position) {
        String before = value.substring(0, Math.min(position, value.length()));
        int row = (int) before.chars().filter(c -> c == '\n').count();
        String wanted = value.lines().skip(row).findFirst().orElse("");
        int indent = Math.max(0, line(start.line() + 1 + row).indexOf(wanted));
        int inRow = before.length() - (before.lastIndexOf('\n') + 1);
        return new Mark(start.file(), start.line() + 1 + row, indent + inRow + 1);
    }

    private String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
