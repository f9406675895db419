package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes on disk for each byte of events, of PayGen's and of recorded logs as they are. */
final class SizePart implements Part {
    private static final double OF_RAW = 0.15;
    private static final double OF_ZSTD = 1.2;
    private static final double OF_OPENSEARCH = 0.2;

    /** Bytes on disk; of OpenSearch 0 where it was not asked. */
    private record Sizes(long raw, long ours, long documents, long zstd, long tuned, long tunedMerged, long untuned) {}

    @Override
    public void measure(Session session) throws Exception {
        long events = session.scale().events();
        Path week = session.week(events);
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
        Sizes payGen = sizes(session, week, "paygen", events);
        row(report, "PayGen, %,d events over 7 days".formatted(events), payGen);
        for (String name : new String[] {"openstack", "hdfs", "web_access"}) {
            row(report, name, sizes(session, session.log(name), name, Long.MAX_VALUE));
        }
        judge(report, payGen);
    }

    private static Sizes sizes(Session session, Path file, String name, long events) throws Exception {
        JsonObject given = new JsonObject().put("file", file.toString()).put("events", events);
        Path folder = session.folder("size-" + name);
        long ours;
        long documents;
        try (PeerProcess store = new PeerProcess("store", folder);
                PeerProcess bare = new PeerProcess("documents", folder)) {
            store.ask("load", given);
            ours = store.ask("bytes").getLong("bytes");
            documents = bare.ask("add", given).getLong("bytes");
        }
        Scratch.delete(folder);
        Sizes without = new Sizes(Files.size(file), ours, documents, Weigh.zstd(file), 0, 0, 0);
        OpenSearchProcess node = session.openSearch();
        return node == null ? without : with(node, without, file, name, events);
    }

    private static Sizes with(OpenSearchProcess node, Sizes without, Path file, String name, long events)
            throws Exception {
        try (OpenSearchIndex tuned = new OpenSearchIndex(node, "size-" + name, OpenSearchIndex.TUNED);
                OpenSearchIndex untuned = new OpenSearchIndex(node, "size-default-" + name, OpenSearchIndex.DEFAULT)) {
            try (Bodies bodies = Bodies.of(file)) {
                tuned.add(bodies, events);
            }
            try (Bodies bodies = Bodies.of(file)) {
                untuned.add(bodies, events);
            }
            long before = tuned.bytes();
            tuned.merge();
            return new Sizes(
                    without.raw, without.ours, without.documents, without.zstd, before, tuned.bytes(), untuned.bytes());
        }
    }

    private static void row(Report report, String corpus, Sizes sizes) {
        double raw = sizes.raw;
        boolean asked = sizes.tuned > 0;
        report.row(
                corpus,
                "%.1f".formatted(raw / 1e6),
                "%.3f".formatted(sizes.ours / raw),
                "%.3f".formatted(sizes.zstd / raw),
                "%.3f".formatted(sizes.documents / raw),
                asked ? "%.3f (%.3f)".formatted(sizes.tuned / raw, sizes.tunedMerged / raw) : "not asked",
                asked ? "%.3f".formatted(sizes.untuned / raw) : "not asked");
    }

    private static void judge(Report report, Sizes sizes) {
        double ofRaw = (double) sizes.ours / sizes.raw;
        report.figure("bytes on disk per raw byte, PayGen", "%.3f".formatted(ofRaw), "≤ 0.15", ofRaw <= OF_RAW);
        double ofZstd = (double) sizes.ours / sizes.zstd;
        report.figure("the same against zstd -3 of the file", "%.2f ×".formatted(ofZstd), "≤ 1.2 ×", ofZstd <= OF_ZSTD);
        String what = "the same against OpenSearch tuned (merged)";
        if (sizes.tuned == 0) {
            report.missing(what, "not asked", "≤ 0.2 ×");
            return;
        }
        double ofTuned = (double) sizes.ours / sizes.tunedMerged;
        report.figure(what, "%.2f ×".formatted(ofTuned), "≤ 0.2 ×", ofTuned <= OF_OPENSEARCH);
    }
}
