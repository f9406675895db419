package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The same look-ups as the store grows, seven partitions each time. */
final class GrowthPart implements Part {
    private static final SeamSearch.Times TIMES = new SeamSearch.Times(10_000, 2_000, 20, 50, 8);
    private static final double A_TENFOLD = 1.5;

    /** Of this heap an eighth keeps blocks: a quarter of those of a million events, nearly none of larger stores. */
    private static final String SMALL_HEAP = "-Xmx192m";

    /** In a smaller store that heap keeps most blocks. */
    private static final long UNKEPT_FROM = 1_000_000;

    @Override
    public void measure(Session session) throws Exception {
        List<Long> sizes = session.scale().growth();
        session.report()
                .table(
                        "As it grows, over 7 days, p50 / p99 in ms",
                        "events",
                        "loaded at events per CPU-second",
                        "index bytes per raw byte",
                        "a request",
                        "the same, no room for blocks",
                        "cold",
                        "frequent word",
                        "rare word",
                        Questions.FILTER,
                        "count by service and minute");
        Asked before = null;
        for (int i = 0; i < sizes.size(); i++) {
            Asked now = at(session, sizes.get(i));
            if (before != null) {
                String growth = "request lookup, %,d against %,d events".formatted(sizes.get(i), sizes.get(i - 1));
                judge(session.report(), growth, sizes.get(i - 1), sizes.get(i), before.lookups, now.lookups);
                growth += ", no room for blocks";
                if (sizes.get(i - 1) >= UNKEPT_FROM)
                    judge(session.report(), growth, sizes.get(i - 1), sizes.get(i), before.unkept, now.unkept);
            }
            before = now;
        }
    }

    private static Asked at(Session session, long events) throws Exception {
        Path folder = session.folder("growth-" + events);
        try {
            Asked asked = ask(session, folder, events);
            Restart.measureAgain(session.report(), folder, events, asked.ids.getString(0));
            return asked;
        } finally {
            Scratch.delete(folder);
        }
    }

    /**
     * @param unkept the same look-ups where nearly each reads its block
     * @param ids of requests that were stored
     */
    private record Asked(SeamSearch.Took lookups, SeamSearch.Took unkept, JsonArray ids) {}

    /** With a heap in which hardly a block is kept for the next look-up. */
    private static SeamSearch.Took unkept(Path folder, JsonArray ids) throws IOException {
        try (PeerProcess store = new PeerProcess("store", folder, SMALL_HEAP)) {
            store.ask("know", new JsonObject().put("ids", ids));
            SeamSearch.lookups(store, TIMES.warmUp());
            return SeamSearch.Took.of(SeamSearch.lookups(store, TIMES.lookups()));
        }
    }

    private static Asked ask(Session session, Path folder, long events) throws Exception {
        JsonObject loaded;
        SeamSearch.Answers answers;
        double bytes;
        JsonArray ids;
        try (PeerProcess store = new PeerProcess("store", folder)) {
            loaded = store.ask("load", session.payGen().asked(events, Session.perSecond(events), Session.weekStart()));
            answers = SeamSearch.ask(store, TIMES);
            bytes = store.ask("bytes").getLong("bytes");
            ids = store.ask("ids").getJsonArray("ids");
        }
        SeamSearch.Took unkept = unkept(folder, ids);
        session.report()
                .row(
                        "%,d".formatted(events),
                        "%,.0f".formatted(loaded.getLong("events") / loaded.getDouble("cpu")),
                        "%.3f".formatted(bytes / loaded.getLong("raw")),
                        answers.lookup(),
                        unkept.text(),
                        answers.cold(),
                        answers.common(),
                        answers.rare(),
                        answers.filter(),
                        answers.table());
        return new Asked(answers.lookups(), unkept, ids);
    }

    private static void judge(
            Report report, String growth, long less, long more, SeamSearch.Took before, SeamSearch.Took now) {
        double ratio = now.p50() / before.p50();
        // A step that is not tenfold may cost its share of the tenfold's factor.
        double allowed = Math.pow(A_TENFOLD, Math.log10((double) more / less));
        report.figure(
                growth, "%.2f ×".formatted(ratio), "≤ %.2f × (1.5 × per tenfold)".formatted(allowed), ratio <= allowed);
    }
}
