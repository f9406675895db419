package io.tocsin.store;

import io.tocsin.model.EventParser;
import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
            "ü",
            "severity",
            "app",
            "action",
            "extra.status",
            "user");

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
    private final EventParser parser;
    private final RandomMessages messages;
    private final List<String> values;
    private Duration ahead = Duration.ZERO;
    private long lastId;

    RandomEvents(Random random) {
        this(random, true);
    }

    /** Without values that are too long for a term, the index has to decide more by itself. */
    RandomEvents(Random random, boolean longValues) {
        this(random, longValues, new TinyJson());
    }

    RandomEvents(Random random, boolean longValues, EventParser parser) {
        this.random = random;
        this.parser = parser;
        this.messages = new RandomMessages(random);
        this.values = VALUES.stream()
                .filter(value -> longValues || value.length() < 200)
                .toList();
    }

    /** What comes next is accepted so much later. */
    void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    /** The number that the newest event has. */
    long lastId() {
        return lastId;
    }

    List<LogEvent> batch(int size) {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < size; i++) events.add(event());
        return events;
    }

    LogEvent event() {
        return event(
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> request();
                    case 3 -> other();
                    default -> mixed();
                });
    }

    LogEvent event(String json) {
        lastId++;
        Instant receivedAt = START.plus(ahead).plusNanos(lastId * 1_000_003);
        return parser.parse(lastId, receivedAt, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The form that most services use: the same names each time, in the same order. */
    private String request() {
        return "{\"time\":%s,\"level\":%s,\"service\":%s,\"request_id\":%s,\"message\":%s,\"duration_ms\":%s,\"extra\":{\"ip\":%s,\"status\":%d}}"
                .formatted(
                        TinyJson.quoted(time()),
                        TinyJson.quoted(pick(OddValues.LEVELS)),
                        TinyJson.quoted(random.nextBoolean() ? "payment_api" : "web"),
                        TinyJson.quoted(messages.id()),
                        TinyJson.quoted(messages.message()),
                        number(),
                        TinyJson.quoted(messages.address()),
                        200 + 100 * random.nextInt(4));
    }

    /** Another form: other names for the same, several IDs, arrays, nothing. */
    private String other() {
        String id = TinyJson.quoted(messages.id());
        return "{ \"severity\" : %s, \"app\":%s,\"trace_id\":%s,\"request_id\":[%s,%s],\"message\":%s,\"n\":[%s,%s,null],\"e\":{},\"time\":%s}"
                .formatted(
                        random.nextBoolean() ? TinyJson.quoted(pick(OddValues.LEVELS)) : "30",
                        TinyJson.quoted(text()),
                        TinyJson.quoted(messages.id()),
                        id,
                        random.nextBoolean() ? id : TinyJson.quoted(messages.id()),
                        TinyJson.quoted(messages.message()),
                        number(),
                        random.nextBoolean() ? number() : TinyJson.quoted(text()),
                        TinyJson.quoted(time()));
    }

    /** Any names, some twice, with any values. */
    private String mixed() {
        StringBuilder json = new StringBuilder("{");
        // Few different times, so that ids have to decide the order.
        if (random.nextInt(10) > 0) {
            json.append("\"time\":").append(TinyJson.quoted(time())).append(',');
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            json.append(TinyJson.quoted(name())).append(':').append(value()).append(',');
        }
        if (json.charAt(json.length() - 1) == ',') json.setLength(json.length() - 1);
        return json.append('}').toString();
    }

    private String time() {
        if (random.nextInt(60) == 0) return pick(OddValues.TIMES);
        Duration off = random.nextInt(12) == 0 ? Duration.ofHours(random.nextInt(120) - 60) : Duration.ZERO;
        return START.plus(ahead).plus(off).plusMillis(random.nextInt(40) * 500L).toString();
    }

    String name() {
        return pick(NAMES);
    }

    /** A value as an event may have it. */
    String text() {
        return switch (random.nextInt(6)) {
            case 0 -> messages.message();
            case 1 -> random.nextBoolean() ? messages.id() : messages.address();
            case 2 -> random.nextBoolean() ? pick(OddValues.LEVELS) : pick(OddValues.NUMBERS);
            default -> pick(values);
        };
    }

    /** A value or a piece of one, to search for. */
    String sought() {
        return random.nextInt(3) == 0 ? messages.part() : text();
    }

    String id() {
        return messages.id();
    }

    private String number() {
        return random.nextInt(3) == 0 ? pick(OddValues.NUMBERS) : Integer.toString(random.nextInt(60) - 5);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String value() {
        return switch (random.nextInt(10)) {
            case 0 -> "[" + TinyJson.quoted(text()) + "," + TinyJson.quoted(text()) + "]";
            case 1, 2 -> number();
            case 3 -> "{\"ip\":" + TinyJson.quoted(messages.address()) + ",\"x\":" + random.nextBoolean() + "}";
            case 4 -> random.nextBoolean() ? "null" : random.nextBoolean() ? "[]" : "\"" + "long ".repeat(300) + "\"";
            default -> TinyJson.quoted(text());
        };
    }
}
