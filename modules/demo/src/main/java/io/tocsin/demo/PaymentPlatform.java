package io.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The logs of a small payment platform: one call of {@link #request} is one request of a customer, told by every service that
 * it passes. Healthy unless told otherwise. The same seed gives the same story.
 */
final class PaymentPlatform {
    private static final String[] PEOPLE = {
        "anna_silva", "ben_kumar", "chen_wei", "dora_meyer", "emil_diaz", "fay_okafor"
    };
    private static final String[] USER_AGENTS = {"PayFlow-iOS/7.2", "PayFlow-Android/7.1", "Mozilla/5.0"};

    /** Durations vary by a quarter, but a wait is as long as its message says, give or take this quarter. */
    private static final int JITTER_OF_MAX = 100;

    private final Random random;
    private double paymentFailures = 0.002;

    PaymentPlatform(long seed) {
        this.random = new Random(seed);
    }

    /** From now on this share of payments fails, 0 to 1. */
    void failPayments(double share) {
        paymentFailures = share;
    }

    /** One customer does something: a login, a look at the orders, or (most often) an order with its payment. */
    List<JsonObject> request(Instant at) {
        Story story = new Story(at, "req-" + hex(), PEOPLE[random.nextInt(PEOPLE.length)], address());
        int kind = random.nextInt(10);
        if (kind < 2) login(story, false);
        else if (kind < 4) browse(story);
        else order(story);
        return story.lines;
    }

    /** One attempt to guess a password from an address. */
    List<JsonObject> attack(Instant at, String ip) {
        Story story = new Story(at, "req-" + hex(), "admin", ip);
        login(story, true);
        return story.lines;
    }

    private void login(Story story, boolean wrongPassword) {
        story.gateway("POST", "/api/v1/login");
        boolean failed = wrongPassword || random.nextInt(50) == 0;
        String action = failed ? "login_failed" : "login";
        String text = (failed ? "Wrong password for " : "Login of ") + story.user;
        story.tell(failed ? "WARN" : "INFO", "user_service", action, text, 20, failed ? 401 : 200);
        story.done("POST /api/v1/login", failed ? 401 : 200, 40);
    }

    private void browse(Story story) {
        story.gateway("GET", "/api/v1/orders");
        story.tell("DEBUG", "user_service", "validate_token", "Token valid for " + story.user, 3, 200);
        story.tell("INFO", "order_service", "list_orders", "Listed " + random.nextInt(20) + " orders", 14, 200);
        story.done("GET /api/v1/orders", 200, 40);
    }

    private void order(Story story) {
        boolean failed = random.nextDouble() < paymentFailures;
        int waited = failed ? 2000 + random.nextInt(3000) : 0;
        story.beganEarlier(waited);
        story.gateway("POST", "/api/v1/orders");
        story.tell("DEBUG", "user_service", "validate_token", "Token valid for " + story.user, 3, 200);
        story.tell(
                "INFO", "inventory_service", "reserve_items", "Reserved " + (1 + random.nextInt(4)) + " items", 9, 200);
        story.tell("INFO", "fraud_detection", "score_payment", "Risk score " + random.nextInt(40), 22, 200);
        if (failed) {
            story.stoodStill(waited);
            story.tell(
                    "ERROR",
                    "payment_api",
                    "charge_failed",
                    "Connection pool exhausted after " + waited + " ms",
                    waited,
                    503);
            story.tell("ERROR", "order_service", "create_order_failed", "Payment was not possible", waited + 8, 502);
        } else {
            story.tell("INFO", "payment_api", "charge", "Charged " + (5 + random.nextInt(300)) + ".00 EUR", 120, 200);
            story.tell("INFO", "order_service", "create_order", "Order created", 180, 201);
            story.tell("INFO", "notification", "send_mail", "Confirmation sent to " + story.user, 30, 202);
        }
        story.done("POST /api/v1/orders", failed ? 502 : 201, 260 + waited);
    }

    private String address() {
        return "151.0." + random.nextInt(4) + "." + (1 + random.nextInt(250));
    }

    private String hex() {
        return "%08x".formatted(random.nextInt());
    }

    /** The lines of one request, each a little later than the one before. */
    private final class Story {
        private final List<JsonObject> lines = new ArrayList<>();
        private final String id;
        private final String user;
        private final String ip;
        private Instant at;

        Story(Instant at, String id, String user, String ip) {
            this.at = at.truncatedTo(ChronoUnit.MILLIS);
            this.id = id;
            this.user = user;
            this.ip = ip;
        }

        void gateway(String method, String path) {
            JsonObject line = line("INFO", "gateway", "request_received", method + " " + path + " received");
            line.getJsonObject("extra")
                    .put("method", method)
                    .put("path", path)
                    .put("user_agent", USER_AGENTS[random.nextInt(USER_AGENTS.length)]);
        }

        void done(String what, int status, int millis) {
            String level = status >= 500 ? "ERROR" : "INFO";
            tell(level, "gateway", "request_completed", what + " " + status, millis, status);
        }

        /** What a request waited for ends now, so that its lines arrive in time for the rules. */
        void beganEarlier(int millis) {
            at = at.minusMillis(millis);
        }

        /** Nobody says anything for so long: the gap that a timeline shows. */
        void stoodStill(int millis) {
            at = at.plusMillis(millis);
        }

        void tell(String level, String service, String action, String message, int millis, int status) {
            JsonObject line = line(level, service, action, message);
            line.put("duration_ms", millis + random.nextInt(1 + Math.min(millis, JITTER_OF_MAX) / 4));
            line.getJsonObject("extra").put("status", status);
        }

        private JsonObject line(String level, String service, String action, String message) {
            at = at.plusMillis(1 + random.nextInt(6));
            JsonObject line = new JsonObject()
                    .put("timestamp", at.toString())
                    .put("level", level)
                    .put("service", service)
                    .put("request_id", id)
                    .put("action", action)
                    .put("message", message)
                    .put("user", user)
                    .put("extra", new JsonObject().put("ip", ip));
            lines.add(line);
            return line;
        }
    }
}
