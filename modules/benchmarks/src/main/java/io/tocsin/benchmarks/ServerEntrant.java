package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our server in a contest: over HTTP, each body answered when it is durable, the round over when all of it is found. */
final class ServerEntrant implements AutoCloseable {
    private static final String REQUEST_ID = "\"request_id\":\"";

    private final ServerProcess server;
    private final Bodies bodies;
    private long bytes;

    /**
     * Starts the server.
     *
     * @param file of events, at least as many as all rounds together take
     * @param jvm options of the JVM
     */
    ServerEntrant(Path folder, Path file, String jvm) throws IOException, InterruptedException {
        this(folder, file, jvm, List.of());
    }

    /** The same without rules: nobody who is compared has any. */
    static ServerEntrant withoutRules(Path folder, Path file, String jvm) throws IOException, InterruptedException {
        Path none = Files.createDirectories(folder.resolve("rules"));
        return new ServerEntrant(folder, file, jvm, List.of("--rules", none.toString()));
    }

    private ServerEntrant(Path folder, Path file, String jvm, List<String> options)
            throws IOException, InterruptedException {
        this.server = new ServerProcess(folder, Map.of("TOCSIN_OPTS", jvm), options);
        try {
            this.bodies = Bodies.of(file);
            server.awaitFirstEvent();
        } catch (IOException | InterruptedException failed) {
            server.close();
            throw failed;
        }
    }

    ServerProcess server() {
        return server;
    }

    /** Bytes of events sent so far. */
    long bytes() {
        return bytes;
    }

    /** The next events of the file. */
    List<Phase.Body> read(int events, int perBody) throws IOException {
        List<Phase.Body> read = new ArrayList<>(events / perBody);
        for (int done = 0; done < events; done += perBody) {
            byte[] body = bodies.next(perBody);
            if (body.length == 0) break;
            bytes += body.length;
            read.add(new Phase.Body(body, perBody, lastRequest(body)));
        }
        return read;
    }

    private static String lastRequest(byte[] body) {
        String lines = new String(body, StandardCharsets.UTF_8);
        int at = lines.lastIndexOf(REQUEST_ID);
        if (at < 0) return "";
        int from = at + REQUEST_ID.length();
        return lines.substring(from, lines.indexOf('"', from));
    }

    /** A round of bodies of many. */
    JsonObject round(int events, int perBody, int connections) throws IOException, InterruptedException {
        List<Phase.Body> read = read(events, perBody);
        Duration cpu = server.cpu();
        Phase.Result result = new Phase(server, read).run(connections);
        Phase.awaitSearchable(server, result);
        return new JsonObject()
                .put("events", (long) read.size() * perBody)
                .put("seconds", result.seconds())
                .put("cpu", server.cpu().minus(cpu).toMillis() / 1e3);
    }

    /** A round of single events from one thread. */
    JsonObject singles(int events, int connections) throws IOException {
        List<byte[]> read = read(events, 1).stream().map(Phase.Body::bytes).toList();
        Duration cpu = server.cpu();
        Volley.Result result = new Volley(read).fire(server.port(), connections);
        return new JsonObject()
                .put("events", read.size())
                .put("seconds", result.seconds())
                .put("cpu", server.cpu().minus(cpu).toMillis() / 1e3)
                .put("p50", result.millis().median())
                .put("p99", result.millis().p99());
    }

    @Override
    public void close() throws IOException {
        bodies.close();
        server.close();
    }
}
