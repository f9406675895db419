package io.tocsin.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Objects of every shape that JSON has, most of them like one another so that their forms come back; seeded. */
final class RandomJson {
    private static final List<String> NAMES = List.of(
            "timestamp",
            "time",
            "ts",
            "level",
            "level",
            "severity",
            "lvl",
            "service",
            "app",
            "request_id",
            "trace_id",
            "correlation_id",
            "message",
            "msg",
            "user",
            "username",
            "status",
            "ip",
            "extra",
            "context",
            "_id",
            "_reject",
            "_reason",
            "_truncated",
            "sent",
            "a.b",
            "",
            "n\\u0061me",
            "z\u00fcrich",
            "\\ud83d\\ude00",
            "duration_ms");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "INFO",
            "warning",
            "nonsense",
            "30",
            "2026-11-20T19:59:58.123Z",
            "2026-02-30T10:00:00.000Z",
            "2026-11-20T20:00:06.000Z",
            "2026-11-20 19:59:58,5",
            "1969-12-31T23:59:59.999Z",
            "2024-02-29T23:59:60.999Z",
            "1763668800123",
            "req-1",
            "a \\\"quoted\\\" \\\\ path\\/",
            "\\u00e9\\u0000\\n",
            "\u20ac \ud83d\ude00",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\udc00x",
            "{\\\"nested\\\":1}",
            "long enough for several words of eight");
    private static final List<String> SCALARS = List.of(
            "0",
            "-0",
            "1",
            "30",
            "-17",
            "3.14",
            "1e400",
            "-2.5E-7",
            "1763668800123",
            "1763668800.5",
            "true",
            "false",
            "null",
            "{}",
            "[]",
            "12345678901234567890123");
    private static final List<String> BLANKS = List.of("", "", "", "", "", " ", "\n", "\t", " \r\n ");

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    byte[] object() {
        return object(1).getBytes(StandardCharsets.UTF_8);
    }

    /** Lines, an array or neither, of some objects. */
    byte[] body() {
        StringBuilder text = new StringBuilder(any(List.of("", "", "[", "\n")));
        for (int left = 1 + random.nextInt(5); left > 0; left--) {
            text.append(object(1))
                    .append(any(List.of("\n", "\n", "\r\n", ",", " , ", ",\n", "\n,", "", " ", "x", "\n\n")));
        }
        return text.append(any(List.of("", "]"))).toString().getBytes(StandardCharsets.UTF_8);
    }

    private String object(int depth) {
        StringBuilder text = new StringBuilder("{").append(blank());
        for (int left = random.nextInt(5); left > 0; left--) {
            text.append('"')
                    .append(any(NAMES))
                    .append("\"")
                    .append(blank())
                    .append(':')
                    .append(blank());
            text.append(value(depth)).append(blank()).append(left > 1 ? "," + blank() : "");
        }
        return text.append('}').toString();
    }

    private String value(int depth) {
        int kind = random.nextInt(depth < 4 ? 10 : 8);
        if (kind < 5) return '"' + any(TEXTS) + '"';
        if (kind < 8) return any(SCALARS);
        if (kind == 8) return object(depth + 1);
        StringBuilder text = new StringBuilder("[");
        for (int left = random.nextInt(4); left > 0; left--) {
            text.append(blank()).append(value(depth + 1)).append(left > 1 ? "," : "");
        }
        return text.append(']').toString();
    }

    private String blank() {
        return random.nextInt(4) > 0 ? "" : any(BLANKS);
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** The same with one byte flipped, inserted, taken away or cut off. */
    byte[] damaged(byte[] json) {
        int at = random.nextInt(json.length);
        byte[] copy = json.clone();
        switch (random.nextInt(5)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = "\"\\{}[],:0e-.tn \n".getBytes(StandardCharsets.US_ASCII)[random.nextInt(16)];
            case 2 -> {
                System.arraycopy(json, at + 1, copy, at, json.length - at - 1);
                return Arrays.copyOf(copy, json.length - 1);
            }
            case 3 -> {
                copy = Arrays.copyOf(json, json.length + 1);
                System.arraycopy(json, at, copy, at + 1, json.length - at);
                copy[at] = (byte) random.nextInt(256);
            }
            default -> {
                return Arrays.copyOf(json, at);
            }
        }
        return copy;
    }
}
