package io.tocsin.server.cli;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up logs of a few services, as they are usually written; from a seed, so that every training is the same. */
final class TrainingLogs {
    private static final List<String> SERVICES =
            List.of("gateway", "auth", "checkout", "payment_api", "inventory", "mailer");
    private static final List<String> USERS = List.of("anna", "omar", "li", "tom", "zoe");
    private static final List<String> WHAT = List.of(
            "request received for %d",
            "served page %d in %d ms",
            "charge of user %d failed: timeout after %d ms",
            "connection to 10.0.0.%d refused",
            "cache miss for key item:%d");

    /** Of a request: its services write some lines each. */
    private static final int LINES_OF_ONE = 8;

    private final Random random = new Random(42);
    private final List<String> ids = new ArrayList<>();
    private Instant now;
    private String id = "";
    private int lines;

    /** @param from the time of the first line; the others follow a few milliseconds apart */
    TrainingLogs(Instant from) {
        this.now = from.minusSeconds(3600);
    }

    /** The next lines, as one body. */
    byte[] body(int count) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) body.append(line()).append('\n');
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A few of the requests so far. */
    List<String> someIds() {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < 5; i++) some.add(ids.get(random.nextInt(ids.size())));
        return some;
    }

    private String line() {
        if (lines++ % LINES_OF_ONE == 0) {
            id = "req-%016x".formatted(random.nextLong());
            ids.add(id);
        }
        now = now.plusMillis(random.nextInt(10));
        int duration = random.nextInt(1000);
        boolean bad = random.nextInt(50) == 0;
        String message = any(WHAT).formatted(random.nextInt(100), duration);
        return switch (random.nextInt(3)) {
            case 0 ->
                "{\"timestamp\":\"%s\",\"level\":\"%s\",\"service\":\"%s\",\"request_id\":\"%s\",\"action\":\"request_received\",\"message\":\"%s\",\"user\":\"%s\",\"extra\":{\"category\":\"access\",\"ip\":\"10.1.%d.%d\",\"method\":\"POST\",\"path\":\"/api/v1/pay/%d\",\"status\":%d}}"
                        .formatted(
                                now,
                                bad ? "ERROR" : "INFO",
                                any(SERVICES),
                                id,
                                message,
                                any(USERS),
                                random.nextInt(4),
                                random.nextInt(256),
                                random.nextInt(500),
                                bad ? 503 : 200);
            case 1 ->
                "{\"timestamp\":\"%s\",\"level\":\"DEBUG\",\"service\":\"%s\",\"request_id\":\"%s\",\"message\":\"%s\",\"duration_ms\":%d}"
                        .formatted(now, any(SERVICES), id, message, duration);
            default ->
                "{\"ts\":%d,\"severity\":\"%s\",\"app\":\"%s\",\"trace_id\":\"%s\",\"msg\":\"%s\",\"host\":\"node-%d\",\"ok\":%b}"
                        .formatted(
                                now.toEpochMilli(),
                                bad ? "error" : "info",
                                any(SERVICES),
                                id,
                                message,
                                random.nextInt(8),
                                !bad);
        };
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
