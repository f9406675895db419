package io.tocsin.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/**
 * The logs of a busy payment platform: some 300 bytes an event, twelve services, six events a request, few people who do
 * much and many who do little. The same seed gives the same bytes. Healthy: no shipped rule fires.
 */
final class Traffic {
    private static final String[] SERVICES = {
        "gateway", "user_service", "order_service", "payment_api", "inventory_service", "fraud_detection",
        "notification", "ledger", "pricing", "search_api", "shipping", "reporting",
    };
    private static final String[] ACTIONS = {"charge", "reserve_items", "score_payment", "create_order", "send_mail"};
    private static final String[] MESSAGES = {
        "Charged %d.00 EUR to the card of %s in one attempt",
        "Reserved %d items of the basket of %s",
        "Risk score %d for the payment of %s, below the limit",
        "Order %d of %s created and handed to shipping",
        "Confirmation %d sent to %s by mail",
    };
    private static final int EVENTS_PER_REQUEST = 6;
    private static final int USERS = 20_000;
    private static final int ADDRESSES = 60_000;

    private final Random random;
    private final long stepNanos;
    private final StringBuilder line = new StringBuilder(400);
    private Instant at;
    private String requestId = "";
    private String user = "";
    private int left;

    /** Begins at an instant and lets so many nanoseconds pass between two events. */
    Traffic(long seed, Instant from, long stepNanos) {
        this.random = new Random(seed);
        this.at = from;
        this.stepNanos = stepNanos;
    }

    /** The request that the last event belongs to. */
    String requestId() {
        return requestId;
    }

    /** The next event, without a line end. */
    byte[] event() {
        line.setLength(0);
        append();
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The next events, one on a line. */
    byte[] body(int events) {
        line.setLength(0);
        for (int i = 0; i < events; i++) {
            append();
            line.append('\n');
        }
        return line.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void append() {
        if (left-- == 0) begin();
        at = at.plusNanos(stepNanos);
        int kind = random.nextInt(ACTIONS.length);
        boolean failed = random.nextInt(500) == 0;
        member("{\"timestamp\":\"", at.toString());
        member("\",\"level\":\"", failed ? "ERROR" : random.nextInt(12) == 0 ? "DEBUG" : "INFO");
        member("\",\"service\":\"", SERVICES[random.nextInt(SERVICES.length)]);
        member("\",\"request_id\":\"", requestId);
        member("\",\"action\":\"", ACTIONS[kind]);
        member(
                "\",\"message\":\"",
                MESSAGES[kind].replace("%d", "" + random.nextInt(1000)).replace("%s", user));
        member("\",\"user\":\"", user);
        member("\",\"duration_ms\":", "" + random.nextInt(400));
        member(",\"extra\":{\"ip\":\"", address());
        member("\",\"status\":", failed ? "500" : "200");
        line.append(",\"path\":\"/api/v1/orders\",\"region\":\"eu-central-1\"}}");
    }

    private void begin() {
        left = EVENTS_PER_REQUEST - 1;
        requestId = "req-%016x".formatted(random.nextLong());
        user = "user_" + skewed(USERS);
    }

    private void member(String name, String value) {
        line.append(name).append(value);
    }

    private String address() {
        int number = skewed(ADDRESSES);
        return "151.0." + (number >> 8) + "." + (number & 255);
    }

    /** Small numbers much more often than large ones. */
    private int skewed(int below) {
        double share = random.nextDouble();
        return (int) (share * share * share * below);
    }
}
