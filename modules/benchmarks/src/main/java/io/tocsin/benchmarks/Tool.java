package io.tocsin.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A program of the system, run to its end. */
final class Tool {
    private Tool() {}

    /** What it said, and how long it took on the clock. */
    record Result(int status, String output, double seconds) {}

    static Result run(List<String> command) throws IOException, InterruptedException {
        long at = System.nanoTime();
        Process process = Children.start(new ProcessBuilder(command).redirectErrorStream(true));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Result(status, output.strip(), (System.nanoTime() - at) / 1e9);
    }

    /** Whether a program can be started by its name. */
    static boolean exists(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, name).canExecute());
    }
}
