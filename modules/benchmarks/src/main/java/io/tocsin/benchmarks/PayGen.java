package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The generator of a payment platform's logs, which lies beside the repository on machines that have it: one Java file, run
 * from source. Equal options give equal bytes.
 */
record PayGen(Path source) {
    private static final int SEED = 42;

    /** The command that writes events from an instant on, so many a second of their own time. */
    private List<String> command(long events, double perSecond, Instant start) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                source.toString(),
                "--seed",
                Integer.toString(SEED),
                "--events",
                Long.toString(events),
                "--rate",
                Double.toString(perSecond),
                "--start",
                start.toString());
    }

    /** Writes a file. */
    void write(Path file, long events, double perSecond, Instant start) throws IOException, InterruptedException {
        Process process = Children.start(new ProcessBuilder(command(events, perSecond, start))
                .redirectOutput(file.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT));
        if (process.waitFor() != 0) throw new IOException("cannot generate events: " + source + " failed");
    }

    /** Tells a peer to read the events as they are made, because so many would be too large for a file. */
    JsonObject asked(long events, double perSecond, Instant start) {
        return new JsonObject()
                .put("events", events)
                .put("generator", source.toString())
                .put("perSecond", perSecond)
                .put("start", start.toString());
    }

    /** What a peer was told to read: a file, or the generator. */
    static Bodies bodies(JsonObject given) throws IOException {
        if (given.containsKey("file")) return Bodies.of(Path.of(given.getString("file")));
        PayGen generator = new PayGen(Path.of(given.getString("generator")));
        List<String> command = generator.command(
                given.getLong("events"), given.getDouble("perSecond"), Instant.parse(given.getString("start")));
        Process process = Children.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
        return new Bodies(process.getInputStream());
    }
}
