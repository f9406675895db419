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

/** A webhook that notes when it first heard of an address. */
final class AlertInbox implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("\"ip\":\"([0-9.]+)\"");

    private final HttpServer server;
    private final Map<String, Long> arrived = new HashMap<>();

    AlertInbox() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            long now = System.nanoTime();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            heard(body, now);
        });
        server.start();
    }

    private synchronized void heard(String body, long at) {
        Matcher matcher = ADDRESS.matcher(body);
        while (matcher.find()) arrived.putIfAbsent(matcher.group(1), at);
        notifyAll();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** When an address was heard of, by {@link System#nanoTime}. */
    synchronized long await(String address, Duration within) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!arrived.containsKey(address)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) throw new IOException("no alert for " + address + " within " + within);
            wait(left);
        }
        return arrived.get(address);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
