package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Eleven failed logins in one body, each time from an address of its own, and when the alert about it arrives. */
final class Attacks implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);
    private static final int FAILURES = 11;

    private final ServerProcess server;
    private final AlertInbox inbox;
    private final Connection connection;
    private int number;

    Attacks(ServerProcess server, AlertInbox inbox) throws IOException {
        this.server = server;
        this.inbox = inbox;
        this.connection = new Connection(server.port());
    }

    /** Makes the next one, and rests a little; gives the milliseconds from the answer to the alert. */
    double next() throws IOException, InterruptedException {
        String address = "192." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
        number++;
        connection.post(attack(address));
        long answered = System.nanoTime();
        long arrived = inbox.await(address, ARRIVES_WITHIN);
        server.pause(EVERY);
        return Math.max(0, arrived - answered) / 1e6;
    }

    private static byte[] attack(String address) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < FAILURES; i++) {
            body.append("{\"timestamp\":\"").append(Instant.now());
            body.append("\",\"action\":\"login_failed\",\"ip\":\"")
                    .append(address)
                    .append("\"}\n");
        }
        return body.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
