package io.tocsin.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Processes that we start, and that must not outlive us. */
final class Children {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private Children() {}

    /** Starts a process that is ended when this one is, however that comes about short of a kill. */
    static Process start(ProcessBuilder builder) throws IOException {
        RUNNING.removeIf(process -> !process.isAlive());
        Process process = builder.start();
        RUNNING.add(process);
        return process;
    }

    /** Processor time that it has used since it was started. */
    static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Waits for the end of a process that has been told to end, and ends it when it does not. */
    static void end(Process process, Duration patience) {
        try {
            if (process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) return;
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
