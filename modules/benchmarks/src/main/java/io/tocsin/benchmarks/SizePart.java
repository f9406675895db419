package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Bytes on disk for each byte of events, of PayGen's and of recorded logs as they are. */
final class SizePart implements Part {
    private static final double OF_RAW = 0.15;
    private static final double OF_ZSTD = 1.2;
    private static final double OF_OPENSEARCH = 0.2;

    /** Bytes on disk for each byte of events; of OpenSearch 0 where it was not asked. */
    private record Sizes(
            double ours, double zstd, double documents, double tuned, double tunedMerged, double untuned) {}

    @Override
    public void measure(Session session) throws Exception {
        Report report = session.report();
        report.table(
                "Bytes on disk for each byte of events, index and everything but the journal",
                "corpus",
                "MB",
                "Tocsin",
                "zstd -3",
                "bare Lucene, a document an event",
                "OpenSearch tuned (merged to one segment)",
                "OpenSearch default");
        long events = session.scale().events();
        Sizes payGen = payGen(session, events);
        row(report, "PayGen, %,d events over 7 days".formatted(events), session.week(events), payGen);
        for (String name : List.of("openstack", "hdfs", "web_access")) {
            row(report, name, session.log(name), recorded(session, name));
        }
        judge(report, payGen);
    }

    /** What is not asked anything later gets a part of the events: its size for each byte is the same. */
    private static Sizes payGen(Session session, long events) throws Exception {
        Path week = session.week(events);
        double raw = Files.size(week);
        long some = Math.min(events, 2L * session.scale().round());
        Stored stored = session.stored();
        StoredInOpenSearch there = session.storedInOpenSearch();
        double documents = documents(session.folder("size"), week, some) * events / some / raw;
        double untuned = untuned(session, week, some, "size-paygen") * events / some / raw;
        return new Sizes(
                stored.bytes() / raw,
                Weigh.zstd(week) / raw,
                documents,
                there == null ? 0 : there.bytes() / raw,
                there == null ? 0 : there.mergedBytes() / raw,
                untuned);
    }

    private static Sizes recorded(Session session, String name) throws Exception {
        Path file = session.log(name);
        double raw = Files.size(file);
        Path folder = session.folder("size-" + name);
        double ours;
        try (PeerProcess store = new PeerProcess("store", folder)) {
            store.ask("load", new JsonObject().put("file", file.toString()).put("events", Integer.MAX_VALUE));
            ours = store.ask("bytes").getLong("bytes") / raw;
        }
        double documents = documents(folder, file, Integer.MAX_VALUE) / raw;
        double[] tuned = tuned(session, file, "size-" + name);
        double untuned = untuned(session, file, Integer.MAX_VALUE, "size-default-" + name) / raw;
        return new Sizes(ours, Weigh.zstd(file) / raw, documents, tuned[0] / raw, tuned[1] / raw, untuned);
    }

    private static double documents(Path folder, Path file, long events) throws IOException {
        try (PeerProcess bare = new PeerProcess("documents", folder)) {
            return bare.ask("add", new JsonObject().put("file", file.toString()).put("events", events))
                    .getLong("bytes");
        }
    }

    /** Before and after it was merged. */
    private static double[] tuned(Session session, Path file, String name) throws IOException, InterruptedException {
        OpenSearchProcess node = session.openSearch();
        if (node == null) return new double[2];
        try (OpenSearchIndex index = new OpenSearchIndex(node, name, OpenSearchIndex.TUNED);
                Bodies bodies = Bodies.of(file)) {
            index.add(bodies, Integer.MAX_VALUE);
            double before = index.bytes();
            index.merge();
            return new double[] {before, index.bytes()};
        }
    }

    private static double untuned(Session session, Path file, long events, String name)
            throws IOException, InterruptedException {
        OpenSearchProcess node = session.openSearch();
        if (node == null) return 0;
        try (OpenSearchIndex index = new OpenSearchIndex(node, name, OpenSearchIndex.DEFAULT);
                Bodies bodies = Bodies.of(file)) {
            index.add(bodies, events);
            return index.bytes();
        }
    }

    private static void row(Report report, String corpus, Path file, Sizes sizes) throws IOException {
        boolean asked = sizes.tuned > 0;
        report.row(
                corpus,
                "%.1f".formatted(Files.size(file) / 1e6),
                "%.3f".formatted(sizes.ours),
                "%.3f".formatted(sizes.zstd),
                "%.3f".formatted(sizes.documents),
                asked ? "%.3f (%.3f)".formatted(sizes.tuned, sizes.tunedMerged) : "not asked",
                asked ? "%.3f".formatted(sizes.untuned) : "not asked");
    }

    private static void judge(Report report, Sizes sizes) {
        report.figure(
                "bytes on disk per raw byte, PayGen", "%.3f".formatted(sizes.ours), "≤ 0.15", sizes.ours <= OF_RAW);
        double ofZstd = sizes.ours / sizes.zstd;
        report.figure("the same against zstd -3 of the file", "%.2f ×".formatted(ofZstd), "≤ 1.2 ×", ofZstd <= OF_ZSTD);
        String what = "the same against OpenSearch tuned (merged)";
        if (sizes.tuned == 0) {
            report.missing(what, "not asked", "≤ 0.2 ×");
            return;
        }
        double ofTuned = sizes.ours / Math.min(sizes.tuned, sizes.tunedMerged);
        report.figure(what, "%.2f ×".formatted(ofTuned), "≤ 0.2 ×", ofTuned <= OF_OPENSEARCH);
    }
}
