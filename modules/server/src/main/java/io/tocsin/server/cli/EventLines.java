package io.tocsin.server.cli;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.FieldNames;
import io.tocsin.model.LogLevel;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints an event as a line that a person reads: time, level, service, text, then the rest as key=value. */
final class EventLines {
    /** What stands in front already, or says the same as what does. */
    private static final Set<String> IN_FRONT = Set.of(
            "timestamp", "@timestamp", "time", "ts", "level", "severity", "service", "message", "msg", "_id", "_time");

    private final PrintWriter out;
    private final boolean colours;

    EventLines(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(JsonObject event) {
        String message = first(event, FieldNames.MESSAGE);
        String rest = event.stream()
                .filter(member -> !IN_FRONT.contains(member.getKey()))
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(" "));
        out.printf(
                "%s %s %-18s %s%s%n",
                event.getString("_time"),
                paint(orDash(first(event, FieldNames.LEVEL))),
                visible(orDash(first(event, FieldNames.SERVICE))),
                visible(orDash(message == null ? first(event, FieldNames.ACTION) : message)),
                rest.isEmpty() ? "" : dim("  " + visible(rest)));
    }

    /** The value under the first alias that the event carries, as the server finds it; null when it carries none. */
    private static @Nullable String first(JsonObject event, String name) {
        List<String> aliases = FieldAliases.defaults().of(name);
        for (String alias : aliases) {
            Object value = at(event, alias);
            if (value instanceof String text && !text.isEmpty()) return text;
            if (value instanceof Number || value instanceof Boolean) return value.toString();
        }
        return null;
    }

    /** A dotted path: the very key first, then one object deeper. */
    private static @Nullable Object at(JsonObject event, String path) {
        Object value = event.getValue(path);
        int dot = path.indexOf('.');
        if (value != null || dot < 0) return value;
        return event.getValue(path.substring(0, dot)) instanceof JsonObject below
                ? at(below, path.substring(dot + 1))
                : null;
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "-" : text;
    }

    /** What a stranger wrote into a log must not move the cursor, hide lines or retitle the window of who reads it. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') shown.append("\\n");
            else if (c == '\t') shown.append("\\t");
            else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                shown.append("\\u%04x".formatted(c));
            } else shown.appendCodePoint(c);
        });
        return shown.toString();
    }

    private String paint(String text) {
        LogLevel level = LogLevel.parse(text);
        String padded = "%-5s".formatted(level == null ? visible(text) : level.name());
        if (level == null || level.compareTo(LogLevel.WARN) < 0) return padded;
        return inColour(level == LogLevel.WARN ? "33" : "31", padded);
    }

    private String dim(String text) {
        return inColour("2", text);
    }

    private String inColour(String code, String text) {
        return !colours ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
