package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Events for each second of processor time, from HTTP to durable and found, against loops without us and OpenSearch. Nobody else
 * evaluates rules, so the store is compared without any; what the shipped ones cost stands beside it.
 */
final class IngestPart implements Part {
    private static final int PER_BODY = 100;
    private static final int CONNECTIONS = 16;
    private static final double OF_OPENSEARCH = 15;
    private static final double OF_DOCUMENTS = 2;
    private static final String ALIKE =
            "OpenSearch with our job: tuned, synced before the answer, bulks of 100 over 16 connections";
    private static final String OURS = "Tocsin, HTTP to found, no rules";
    private static final String WITH_RULES = "Tocsin, HTTP to found, with the shipped rules";

    @Override
    public void measure(Session session) throws Exception {
        Path live = session.live();
        Path folder = session.folder("ingest");
        int round = session.scale().round();
        JsonObject given = new JsonObject().put("file", live.toString()).put("events", round);
        try (ServerEntrant server = ServerEntrant.withoutRules(session.folder("no-rules"), live, "");
                ServerEntrant ruled = new ServerEntrant(folder, live, "");
                PeerProcess parse = new PeerProcess("parse", folder);
                PeerProcess journal = new PeerProcess("journal", folder);
                PeerProcess documents = new PeerProcess("documents", folder)) {
            Contest contest = new Contest();
            contest.enter(OURS, () -> server.round(round, PER_BODY, CONNECTIONS));
            contest.enter(WITH_RULES, () -> ruled.round(round, PER_BODY, CONNECTIONS));
            contest.enter("decoding alone", () -> parse.ask("read", given));
            JsonObject appended = given.copy()
                    .put("folder", folder.toString())
                    .put("perBatch", PER_BODY)
                    .put("threads", CONNECTIONS);
            contest.enter("journal alone, synced", () -> journal.ask("append", appended));
            contest.enter("decoding and bare Lucene, a document an event", () -> documents.ask("add", given));
            Map<String, Contest.Standing> standings = run(session, contest, live);
            report(session, standings);
            disk(session, ruled, folder);
        }
    }

    private static Map<String, Contest.Standing> run(Session session, Contest contest, Path live) throws Exception {
        OpenSearchProcess node = session.openSearch();
        if (node == null) return contest.run(session.scale().rounds());
        int round = session.scale().round();
        try (OpenSearchIndex tuned = new OpenSearchIndex(node, "ingest-tuned", OpenSearchIndex.TUNED);
                OpenSearchIndex alike = new OpenSearchIndex(node, "ingest-alike", OpenSearchIndex.TUNED_AND_SYNCED);
                OpenSearchIndex untuned = new OpenSearchIndex(node, "ingest-default", OpenSearchIndex.DEFAULT);
                Bodies forTuned = Bodies.of(live);
                Bodies forAlike = Bodies.of(live);
                Bodies forUntuned = Bodies.of(live)) {
            contest.enter("OpenSearch tuned, HTTP to found", () -> tuned.add(forTuned, round));
            contest.enter(ALIKE, () -> alike.add(forAlike, round, new Bulks(PER_BODY, CONNECTIONS)));
            contest.enter("OpenSearch default, HTTP to found", () -> untuned.add(forUntuned, round));
            return contest.run(session.scale().rounds());
        }
    }

    private static void report(Session session, Map<String, Contest.Standing> standings) {
        Report report = session.report();
        Contest.Standing ours = Objects.requireNonNull(standings.get(OURS));
        Contest.Standing ruled = Objects.requireNonNull(standings.get(WITH_RULES));
        report.table(
                "Ingest: bodies of 100 over 16 connections (OpenSearch: bulks of 1,000, one client)",
                "who",
                "events per CPU-second",
                "events/s",
                "Tocsin without rules / this, per CPU-second");
        standings.forEach((name, each) -> report.row(
                name,
                "%,.0f".formatted(each.perCpuSecond()),
                "%,.0f".formatted(each.perSecond()),
                "%.2f".formatted(ours.perCpuSecond() / each.perCpuSecond())));
        versus(report, ours, ruled, standings, "OpenSearch tuned", OF_OPENSEARCH);
        versus(report, ours, ruled, standings, "OpenSearch with our job", OF_OPENSEARCH);
        versus(report, ours, ruled, standings, "decoding and bare Lucene", OF_DOCUMENTS);
    }

    private static void versus(
            Report report,
            Contest.Standing ours,
            Contest.Standing ruled,
            Map<String, Contest.Standing> all,
            String whom,
            double target) {
        String what = "events per CPU-second, HTTP in to durable and found, against " + whom;
        all.entrySet().stream()
                .filter(each -> each.getKey().startsWith(whom))
                .findFirst()
                .ifPresentOrElse(
                        other -> {
                            double ratio =
                                    ours.perCpuSecond() / other.getValue().perCpuSecond();
                            String measured = "%.1f × (%,.0f / %,.0f), with the shipped rules %.1f ×"
                                    .formatted(
                                            ratio,
                                            ours.perCpuSecond(),
                                            other.getValue().perCpuSecond(),
                                            ruled.perCpuSecond()
                                                    / other.getValue().perCpuSecond());
                            report.figure(what, measured, "≥ %.0f ×".formatted(target), ratio >= target);
                        },
                        () -> report.missing(what, "not asked", "≥ %.0f ×".formatted(target)));
    }

    private static void disk(Session session, ServerEntrant server, Path folder) throws IOException {
        server.server().close();
        double raw = server.bytes();
        long all = Scratch.bytesBelow(folder.resolve("data"));
        long journal = Scratch.bytesBelow(folder.resolve("data/journal"));
        session.report()
                .note("Disk after the stop, for each byte sent: %.3f without the journal, journal %.3f, in total %.3f."
                        .formatted((all - journal) / raw, journal / raw, all / raw));
    }
}
