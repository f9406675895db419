package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a table for a terminal: columns side by side, numbers to the right. */
final class TableText {
    private static final String GAP = "  ";

    /** What stands where there is nothing. */
    private static final String MISSING = "-";

    private TableText() {}

    static void print(PrintWriter out, List<String> columns, List<List<@Nullable Object>> rows) {
        List<List<String>> cells = new ArrayList<>();
        for (List<@Nullable Object> row : rows)
            cells.add(row.stream().map(TableText::cell).toList());
        int[] widths = new int[columns.size()];
        boolean[] numbers = new boolean[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = width(EventLines.visible(columns.get(i)));
            for (List<String> row : cells) widths[i] = Math.max(widths[i], width(row.get(i)));
            numbers[i] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(column) == null || row.get(column) instanceof Number);
        }
        line(out, columns.stream().map(EventLines::visible).toList(), widths, numbers);
        for (List<String> row : cells) line(out, row, widths, numbers);
    }

    /** The rows of an answer. */
    static List<List<@Nullable Object>> rows(JsonArray rows) {
        List<List<@Nullable Object>> read = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Object cell : rows.getJsonArray(i)) row.add(cell);
            read.add(row);
        }
        return read;
    }

    /** A row as one JSON object, by the names of the columns. */
    static JsonObject object(List<String> columns, List<@Nullable Object> row) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < columns.size(); i++) object.put(columns.get(i), row.get(i));
        return object;
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> MISSING;
            case Double number -> number(number);
            default -> EventLines.visible(value.toString());
        };
    }

    /** Enough digits to compare by, and no exponent for what people count. */
    private static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) return Long.toString((long) number);
        return Math.abs(number) >= 1e15 || Math.abs(number) < 0.001
                ? Double.toString(number)
                : "%.3f".formatted(number).replaceAll("0+$", "");
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void line(PrintWriter out, List<String> cells, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            if (i > 0) line.append(GAP);
            line.append(numbers[i] ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
