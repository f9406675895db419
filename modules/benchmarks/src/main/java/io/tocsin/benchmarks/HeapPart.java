package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Half a gigabyte of heap, events as fast as they are taken, and somebody who searches all the while. */
final class HeapPart implements Part {
    private static final int CONNECTIONS = 16;
    private static final int PER_BODY = 100;
    private static final int IDLE_LOOKUPS = 1_000;
    private static final int LATER_MAX = 5;

    /** Rounds that the server has taken before; the client keeps all of them in memory. */
    private static final int WARMING = 10;

    private static final String FULL = "Pause Full";

    private static final String JVM = "-Xms512m -Xmx512m -Xlog:gc:file=%s::filecount=0";

    /** What one server showed. */
    private record Shown(
            long full, long collections, double perSecond, long megabytes, Quantiles idle, Quantiles busy) {
        private String heap() {
            return "%d full of %,d collections, %,.0f events/s, at most %d MB resident"
                    .formatted(full, collections, perSecond, megabytes);
        }

        private double ratio() {
            return busy.p99() / idle.p99();
        }

        private String latency() {
            return "%.1f × (%.1f ms, idle %.1f ms)".formatted(ratio(), busy.p99(), idle.p99());
        }
    }

    @Override
    public void measure(Session session) throws Exception {
        Path folder = session.folder("heap");
        Path log = folder.resolve("gc.log");
        Shown plain;
        try (ServerEntrant server = ServerEntrant.withoutRules(folder, session.live(), JVM.formatted(log))) {
            plain = show(session, server, log);
        }
        Path ruledFolder = session.folder("heap-rules");
        Path ruledLog = ruledFolder.resolve("gc.log");
        Shown ruled;
        try (ServerEntrant server = new ServerEntrant(ruledFolder, session.live(), JVM.formatted(ruledLog))) {
            ruled = show(session, server, ruledLog);
        }
        report(session.report(), plain, ruled);
    }

    private static Shown show(Session session, ServerEntrant server, Path log) throws Exception {
        int round = session.scale().round();
        List<Phase.Body> first = server.read(round * WARMING, PER_BODY);
        Phase.awaitSearchable(server.server(), new Phase(server.server(), first).run(CONNECTIONS));
        JsonArray ids = new JsonArray(first.stream().map(Phase.Body::requestId).toList());
        Quantiles idle = idle(server.server(), ids);
        List<Phase.Body> second = server.read(round * session.scale().rounds(), PER_BODY);
        Beside beside = new Beside(server.server().port(), ids);
        Phase.Result result;
        try {
            result = new Phase(server.server(), second).run(CONNECTIONS);
        } finally {
            beside.stop();
        }
        List<String> pauses;
        try (Stream<String> lines = Files.lines(log)) {
            pauses = lines.filter(line -> line.contains("Pause")).toList();
        }
        return new Shown(
                pauses.stream().filter(line -> line.contains(FULL)).count(),
                pauses.size(),
                second.size() * PER_BODY / result.seconds(),
                server.server().megabytes("VmHWM"),
                idle,
                beside.millis());
    }

    private static Quantiles idle(ServerProcess server, JsonArray ids) throws IOException {
        try (ServerSearch search = new ServerSearch(server.port())) {
            search.lookups(ids, IDLE_LOOKUPS);
            return search.lookups(ids, IDLE_LOOKUPS);
        }
    }

    private static void report(Report report, Shown plain, Shown ruled) {
        report.figure(
                "heap of 512 MB, ingest at full speed with searches",
                plain.heap() + "; with the shipped rules " + ruled.heap(),
                "bounded, no full collection",
                plain.full() + ruled.full() == 0);
        report.figure(
                "p99 of a request lookup meanwhile (HTTP, client on the same cores)",
                plain.latency() + "; with the shipped rules " + ruled.latency(),
                "≤ 5 ×",
                plain.ratio() <= LATER_MAX);
    }

    /** Looks a request up a hundred times a second, and searches now and then, until it is stopped. */
    private static final class Beside {
        private static final int PAUSE_MILLIS = 10;
        private static final int SEARCH_EVERY = 20;

        private final List<Double> millis = new ArrayList<>();
        private final CountDownLatch stop = new CountDownLatch(1);
        private final int port;
        private final JsonArray ids;
        private final Thread thread = new Thread(this::work, "searches");
        private String failure = "";

        Beside(int port, JsonArray ids) {
            this.port = port;
            this.ids = ids;
            thread.start();
        }

        private void work() {
            try (ServerSearch search = new ServerSearch(port)) {
                for (int i = 0; !stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); i++) {
                    String id = ids.getString(i * 7_919 % ids.size());
                    millis.add(search.lookups(new JsonArray(List.of(id)), 1).median());
                    if (i % SEARCH_EVERY == 0) search.newest(Questions.FILTER, 1);
                }
            } catch (IOException | InterruptedException e) {
                failure = e.toString();
            }
        }

        void stop() throws InterruptedException {
            stop.countDown();
            thread.join();
        }

        /** To be asked when it has been stopped. */
        Quantiles millis() throws IOException {
            if (!failure.isEmpty()) throw new IOException("cannot search beside the load: " + failure);
            return new Quantiles(
                    millis.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
