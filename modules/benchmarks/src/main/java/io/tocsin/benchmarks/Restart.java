package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** How long a server takes that is started again, as it is shipped, until a request is found over HTTP. */
final class Restart {
    private static final double SECONDS_MAX = 3;

    private Restart() {}

    /**
     * Measures it.
     *
     * @param folder on which a server ran before, as it has that is started again: that one left its archive of classes
     * @param requestId of a stored request
     */
    static void measure(Report report, Path folder, long events, String requestId)
            throws IOException, InterruptedException {
        long at = System.nanoTime();
        try (ServerProcess server = new ServerProcess(folder, Map.of())) {
            server.awaitFound(requestId);
            double seconds = (System.nanoTime() - at) / 1e9;
            report.figure(
                    "restart with %,d events stored: until a request is found over HTTP".formatted(events),
                    "%.2f s".formatted(seconds),
                    "≤ 3 s (50 M events)",
                    seconds <= SECONDS_MAX);
        }
    }

    /** The same after a server has run there. */
    static void measureAgain(Report report, Path folder, long events, String requestId)
            throws IOException, InterruptedException {
        try (ServerProcess first = new ServerProcess(folder, Map.of())) {
            first.awaitFound(requestId);
        }
        measure(report, folder, events, requestId);
    }
}
