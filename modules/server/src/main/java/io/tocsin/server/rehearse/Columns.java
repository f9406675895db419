package io.tocsin.server.rehearse;

import java.util.ArrayList;
import java.util.List;

/** Text in columns: the first to the left, the others, which are numbers, to the right. */
final class Columns {
    private final List<List<String>> rows = new ArrayList<>();

    Columns row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) row.add(String.valueOf(cell));
        rows.add(row);
        return this;
    }

    /** Every row as a line that begins with this. */
    String text(String indent) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String pad = " ".repeat(width(i) - row.get(i).length());
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }
}
