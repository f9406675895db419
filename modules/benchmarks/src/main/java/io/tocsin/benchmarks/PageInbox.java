package io.tocsin.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack as far as a pager sees it: takes every message, and notes when the first about an alert came to each reader. */
final class PageInbox implements AutoCloseable {
    private static final Pattern READER = Pattern.compile("\"channel\":\"([#a-z]+)\"");
    private static final Pattern ALERT = Pattern.compile("page-[a-z]+-[0-9]+");
    private static final byte[] TAKEN =
            "{\"ok\":true,\"channel\":\"D1\",\"ts\":\"1.2\"}".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final Map<String, Map<String, Long>> arrived = new HashMap<>();
    private final Map<String, Integer> messages = new HashMap<>();

    PageInbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.createContext("/", exchange -> {
            // The head has been read; what follows is the text.
            long now = System.nanoTime();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, TAKEN.length);
            exchange.getResponseBody().write(TAKEN);
            exchange.close();
            heard(body, now);
        });
        server.start();
    }

    private synchronized void heard(String body, long at) {
        Matcher reader = READER.matcher(body);
        if (!reader.find()) return;
        messages.merge(reader.group(1), 1, Integer::sum);
        Matcher alert = ALERT.matcher(body);
        if (alert.find())
            arrived.computeIfAbsent(reader.group(1), any -> new HashMap<>()).putIfAbsent(alert.group(), at);
        notifyAll();
    }

    /** What Alertmanager calls the address of Slack's method. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/chat.postMessage";
    }

    /** Waits until a reader has heard of so many alerts; gives when, by {@link System#nanoTime}. */
    synchronized Map<String, Long> await(String reader, int alerts, Duration within) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        Map<String, Long> heard = arrived.computeIfAbsent(reader, any -> new HashMap<>());
        for (long left = within.toMillis();
                heard.size() < alerts && left > 0;
                left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return Map.copyOf(heard);
    }

    /** How many messages a reader got. */
    synchronized int messages(String reader) {
        return messages.getOrDefault(reader, 0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
