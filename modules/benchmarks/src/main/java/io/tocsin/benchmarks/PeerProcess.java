package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link Peer} in a JVM of its own, asked one thing at a time. It ends when we do. */
final class PeerProcess implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Path log;

    /**
     * Starts it.
     *
     * @param kind as {@link PeerMain} knows it
     * @param folder for its data; must exist
     * @param options for the JVM
     */
    PeerProcess(String kind, Path folder, String... options) throws IOException {
        this.log = Files.createTempFile(folder, kind, ".log");
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerMain.class.getName(), kind));
        command.add(folder.toString());
        this.process = Children.start(new ProcessBuilder(command).redirectError(log.toFile()));
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Our own JVM with the flags of the launcher. */
    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The launcher's own: what a search keeps in memory goes by the heap.
        command.addAll(List.of("-XX:+UseG1GC", "-XX:MaxRAMPercentage=25", "--enable-native-access=ALL-UNNAMED"));
        int version = Runtime.version().feature();
        if (version >= 24) command.add("--sun-misc-unsafe-memory-access=allow");
        if (version >= 25) command.add("-XX:+UseCompactObjectHeaders");
        return command;
    }

    /** Has something done; null when the peer cannot do such things yet. */
    @org.jspecify.annotations.Nullable
    JsonObject attempt(String command, JsonObject given) throws IOException {
        commands.write(given.copy().put("command", command).encode());
        commands.newLine();
        commands.flush();
        String line = answers.readLine();
        if (line == null) throw new IOException("the peer ended:\n" + Files.readString(log));
        JsonObject answer = new JsonObject(line);
        if (answer.containsKey("unsupported")) return null;
        if (answer.containsKey("error")) {
            throw new IOException(
                    "cannot " + command + ": " + answer.getString("error") + "\n" + Files.readString(log));
        }
        return answer;
    }

    /** Has something done. */
    JsonObject ask(String command, JsonObject given) throws IOException {
        JsonObject answer = attempt(command, given);
        if (answer == null) throw new IOException("cannot " + command + ": the peer does not know how");
        return answer;
    }

    JsonObject ask(String command) throws IOException {
        return ask(command, new JsonObject());
    }

    /** Processor time since it was started. */
    Duration cpu() {
        return Children.cpu(process);
    }

    @Override
    public void close() throws IOException {
        commands.close();
        Children.end(process, STOP_WITHIN);
    }
}
