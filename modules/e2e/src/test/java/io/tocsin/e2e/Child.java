package io.tocsin.e2e;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The real server in a process of its own, so that it can be killed. */
final class Child implements AutoCloseable {
    private static final String LISTENING = "tocsin listening on ";

    /** A busy machine starts a JVM slowly. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> url = new CompletableFuture<>();
    private final Thread reader;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How a process ended and what it said. */
    record Exit(int code, String text) {}

    private Child(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Thread.ofPlatform().daemon().name("child-log").start(this::read);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                if (line.startsWith(LISTENING)) url.complete(line.substring(LISTENING.length()));
            }
        } catch (IOException killed) {
            log.add("(" + killed.getMessage() + ")");
        }
        url.completeExceptionally(new IllegalStateException("the server ended:\n" + text()));
    }

    /** Starts a server on {@code config}, {@code rules} and {@code data} of a folder; returns when it listens. */
    static Child up(Path home) {
        Child child = start(home);
        child.url();
        return child;
    }

    /** The same with options of the virtual machine. */
    static Child up(Path home, String... options) {
        List<String> command = new ArrayList<>(ChildJava.command(arguments(home)));
        command.addAll(1, List.of(options));
        Child child = new Child(command);
        child.url();
        return child;
    }

    /** Starts a server and does not wait for it. */
    static Child start(Path home) {
        return new Child(ChildJava.command(arguments(home)));
    }

    /** Starts a server to which every file that grows is a full disk. */
    static Child startOnAFullDisk(Path home) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 0; exec \"$@\"", "sh"));
        command.addAll(ChildJava.command(arguments(home)));
        return new Child(command);
    }

    /** Starts the drop-in for Alertmanager on a configuration and a folder; returns when it listens. */
    static Child dropIn(Path config, Path storage, String... more) {
        List<String> flags = new ArrayList<>(DropInFlags.of(config.toString(), storage.toString(), "0"));
        flags.addAll(List.of(more));
        Child child = new Child(ChildJava.command(flags));
        child.url();
        return child;
    }

    /** Runs a command to its end. */
    static Exit run(String... arguments) {
        try (Child child = new Child(ChildJava.command(List.of(arguments)))) {
            return child.end(PATIENCE);
        }
    }

    private static List<String> arguments(Path home) {
        return List.of(
                "up",
                "--port",
                "0",
                "--config",
                home.resolve("config").toString(),
                "--rules",
                home.resolve("rules").toString(),
                "--data",
                home.resolve("data").toString());
    }

    String url() {
        try {
            return url.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the server does not listen:\n" + text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    int port() {
        return URI.create(url()).getPort();
    }

    /** Kills it as the kernel would when memory is short: it gets no chance to do anything. */
    void kill() {
        process.destroyForcibly();
        end(PATIENCE);
    }

    /** Asks it to stop (SIGTERM) and waits. */
    Exit terminate(Duration patience) {
        process.destroy();
        return end(patience);
    }

    Exit end(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + patience + ":\n" + text());
            }
            reader.join(PATIENCE);
            return new Exit(process.exitValue(), text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String text() {
        return String.join("\n", log);
    }

    /** Posts a body; gives the status. */
    int post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** Posts JSON, and says so; gives the status. */
    int postJson(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .statusCode();
    }

    /** An answer that is a list. */
    JsonArray list(String path) {
        return new JsonArray(
                send(HttpRequest.newBuilder(URI.create(url() + path)).GET()).body());
    }

    /** Posts a named batch; gives the answer. */
    JsonObject post(String path, String body, String batch) {
        return new JsonObject(send(HttpRequest.newBuilder(URI.create(url() + path))
                        .header("X-Tocsin-Batch", batch)
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .body());
    }

    JsonObject get(String path) {
        return new JsonObject(
                send(HttpRequest.newBuilder(URI.create(url() + path)).GET()).body());
    }

    /** A page of search results, oldest first. */
    JsonObject search(String query, int limit, String cursor) {
        String more = cursor.isEmpty() ? "" : "&cursor=" + encode(cursor);
        return get("/api/v1/search?order=asc&limit=" + limit + "&q=" + encode(query) + more);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Every acknowledged event can be found. */
    void awaitIndexed() {
        await().atMost(PATIENCE).until(() -> get("/-/ready").encode().contains("\"0 events wait\""));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }
}
