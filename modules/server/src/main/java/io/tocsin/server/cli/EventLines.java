package io.tocsin.server.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints an event as a line that a person reads: time, level, service, text, then the rest as key=value. */
final class EventLines {
    private static final Set<String> IN_FRONT = Set.of(
            "timestamp", "@timestamp", "time", "ts", "level", "severity", "service", "message", "msg", "_id", "_time");

    private final PrintWriter out;
    private final boolean colours;

    EventLines(PrintWriter out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(JsonObject event) {
        String level = first(event, "level", "severity");
        String rest = event.stream()
                .filter(member -> !IN_FRONT.contains(member.getKey()))
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining(" "));
        out.printf(
                "%s %s %-18s %s%s%n",
                event.getString("_time"),
                paint(level),
                first(event, "service", "app", "service.name"),
                first(event, "message", "msg", "action", "operation"),
                rest.isEmpty() ? "" : dim("  " + rest));
    }

    private static String first(JsonObject event, String... names) {
        for (String name : names) {
            Object value = event.getValue(name);
            if (value != null) return value.toString();
        }
        return "-";
    }

    private String paint(String level) {
        String padded = "%-5s".formatted(level.toUpperCase(Locale.ROOT));
        String colour = switch (level.toUpperCase(Locale.ROOT)) {
            case "ERROR", "FATAL", "CRITICAL" -> "31";
            case "WARN", "WARNING" -> "33";
            default -> null;
        };
        return inColour(colour, padded);
    }

    private String dim(String text) {
        return inColour("2", text);
    }

    private String inColour(@Nullable String code, String text) {
        return !colours || code == null ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
