package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What syncing costs: the server with its data on the disk, against the same with its data in memory (a tmpfs), where a sync
 * does nothing. Writing is cheaper there, too, so the ratio is rather too low than too high.
 */
final class FsyncPart implements Part {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int CONNECTIONS = 16;
    private static final int PER_BODY = 100;
    private static final double OF_UNSYNCED = 0.8;
    private static final String WHAT = "group commit against no sync, 16 connections";

    @Override
    public void measure(Session session) throws Exception {
        Report report = session.report();
        if (!Files.isWritable(MEMORY)) {
            report.missing(WHAT, "no file system in memory", "≥ 0.8 ×");
            return;
        }
        report.table("What syncing costs at 16 connections, events/s", "who", "synced", "in memory", "ratio");
        try (Scratch memory = new Scratch(MEMORY, "fsync")) {
            journal(session, memory, PER_BODY, session.scale().round());
            journal(session, memory, 1, session.scale().round() / PER_BODY * 10);
            server(session, memory);
        }
    }

    private static void server(Session session, Scratch memory) throws Exception {
        int round = session.scale().round() / 2;
        try (ServerEntrant synced = ServerEntrant.withoutRules(session.folder("fsync"), session.live(), "");
                ServerEntrant unsynced = ServerEntrant.withoutRules(memory.make("server"), session.live(), "")) {
            Contest contest = new Contest();
            contest.enter("synced", () -> synced.round(round, PER_BODY, CONNECTIONS));
            contest.enter("unsynced", () -> unsynced.round(round, PER_BODY, CONNECTIONS));
            double ratio = row(
                    session.report(),
                    "the server, bodies of 100",
                    contest.run(session.scale().rounds()));
            session.report().figure(WHAT, "%.2f ×".formatted(ratio), "≥ 0.8 ×", ratio >= OF_UNSYNCED);
        }
    }

    private static void journal(Session session, Scratch memory, int perBatch, int events) throws Exception {
        Path disk = session.folder("fsync");
        JsonObject given = new JsonObject()
                .put("file", session.live().toString())
                .put("events", events)
                .put("perBatch", perBatch)
                .put("threads", CONNECTIONS);
        try (PeerProcess synced = new PeerProcess("journal", disk);
                PeerProcess unsynced = new PeerProcess("journal", memory.folder())) {
            Contest contest = new Contest();
            contest.enter("synced", () -> synced.ask("append", given.copy().put("folder", disk.toString())));
            contest.enter(
                    "unsynced",
                    () -> unsynced.ask(
                            "append", given.copy().put("folder", memory.folder().toString())));
            row(
                    session.report(),
                    "the journal alone, batches of " + perBatch,
                    contest.run(session.scale().rounds()));
        }
    }

    private static double row(Report report, String who, Map<String, Contest.Standing> standings) {
        double synced = perSecond(standings, "synced");
        double unsynced = perSecond(standings, "unsynced");
        double ratio = synced / unsynced;
        report.row(who, "%,.0f".formatted(synced), "%,.0f".formatted(unsynced), "%.2f".formatted(ratio));
        return ratio;
    }

    private static double perSecond(Map<String, Contest.Standing> standings, String name) {
        Contest.Standing standing = standings.get(name);
        return standing == null ? 0 : standing.perSecond();
    }
}
