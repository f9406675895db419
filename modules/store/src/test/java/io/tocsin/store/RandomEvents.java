package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded events of few names and many awkward values, so that seeded queries find something. */
final class RandomEvents {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    static final List<String> NAMES = List.of(
            "level",
            "service",
            "message",
            "request_id",
            "trace_id",
            "duration_ms",
            "extra.ip",
            "path",
            "a=b",
            "n",
            "ü");

    static final List<String> VALUES = List.of(
            "ERROR",
            "error",
            "warn",
            "WARNING",
            "Info",
            "50",
            "payment_api",
            "Payment_API",
            "payment api",
            "pool",
            "Pool exhausted",
            "exhausted pool",
            "the pool is exhausted now",
            "connection pool exhausted: 5 of 5",
            "req-12ab34cd",
            "REQ-12AB34CD",
            "req 12ab34cd",
            "req-99",
            "12ab34cd",
            "/health",
            "/api/health",
            "/api/Health/5",
            "",
            " ",
            "-",
            "5",
            "5.0",
            "05",
            "50.5",
            "-0",
            "0",
            "0.0",
            "1e3",
            "1000",
            "1e400",
            "NaN",
            "0x10",
            "2000.1",
            "9007199254740992",
            "9007199254740993",
            "-7",
            "10.0.0.7",
            "10.1.2.3",
            "192.168.0.1",
            "::1",
            "fe80::1",
            "ΣΊΣΥΦΟΣ",
            "σίσυφος",
            "straße",
            "STRASSE",
            "İstanbul",
            "ı",
            "ﬀ",
            "naïve café",
            "日本語 テスト",
            "😀 smile",
            "\ud800",
            "\ufffd",
            "a\u0000b",
            "tab\there",
            "no\u00a0break",
            "c=d",
            "b=c",
            "true",
            "null",
            "x".repeat(190),
            "x".repeat(250),
            "x".repeat(250) + " y",
            "pool " + "z".repeat(300),
            "\u0301",
            "2026-11-20T10:00:05Z",
            "*",
            "5*",
            "\\");

    private final Random random;
    private final List<String> values;
    private long lastId;

    RandomEvents(Random random) {
        this(random, true);
    }

    /** Without values that are too long for a term, the index has to decide more by itself. */
    RandomEvents(Random random, boolean longValues) {
        this.random = random;
        this.values = VALUES.stream()
                .filter(value -> longValues || value.length() < 200)
                .toList();
    }

    List<LogEvent> batch(int size) {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) events.add(event());
        return events;
    }

    LogEvent event() {
        StringBuilder json = new StringBuilder("{");
        // Few different times, so that ids have to decide the order.
        if (random.nextInt(10) > 0) {
            String time = START.plusMillis(random.nextInt(40) * 500L).toString();
            json.append("\"time\":").append(TinyJson.quoted(time)).append(',');
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            json.append(TinyJson.quoted(name())).append(':').append(value()).append(',');
        }
        if (json.charAt(json.length() - 1) == ',') json.setLength(json.length() - 1);
        return event(json.append('}').toString());
    }

    LogEvent event(String json) {
        lastId++;
        Instant receivedAt = START.plusNanos(lastId * 1_000_003);
        return new TinyJson().parse(lastId, receivedAt, json.getBytes(StandardCharsets.UTF_8));
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    String text() {
        return values.get(random.nextInt(values.size()));
    }

    private String value() {
        if (random.nextInt(8) == 0) return "[" + TinyJson.quoted(text()) + "," + TinyJson.quoted(text()) + "]";
        if (random.nextInt(3) == 0) return Integer.toString(random.nextInt(60) - 5);
        return TinyJson.quoted(text());
    }
}
