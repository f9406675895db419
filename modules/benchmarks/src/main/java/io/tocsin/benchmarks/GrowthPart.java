package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** The same look-ups as the store grows, seven partitions each time. */
final class GrowthPart implements Part {
    private static final SeamSearch.Times TIMES = new SeamSearch.Times(10_000, 2_000, 20, 50, 8);
    private static final double A_TENFOLD = 1.5;

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
                        "cold",
                        "frequent word",
                        "rare word",
                        Questions.FILTER,
                        "count by service and minute");
        SeamSearch.Took before = null;
        for (int i = 0; i < sizes.size(); i++) {
            SeamSearch.Took now = at(session, sizes.get(i));
            if (before != null) judge(session.report(), sizes.get(i - 1), sizes.get(i), before, now);
            before = now;
        }
    }

    private static SeamSearch.Took at(Session session, long events) throws Exception {
        Path folder = session.folder("growth-" + events);
        try {
            Asked asked = ask(session, folder, events);
            Restart.measureAgain(session.report(), folder, events, asked.id);
            return asked.lookups;
        } finally {
            Scratch.delete(folder);
        }
    }

    /** @param id of a request that was stored */
    private record Asked(SeamSearch.Took lookups, String id) {}

    private static Asked ask(Session session, Path folder, long events) throws Exception {
        try (PeerProcess store = new PeerProcess("store", folder)) {
            JsonObject loaded =
                    store.ask("load", session.payGen().asked(events, Session.perSecond(events), Session.weekStart()));
            SeamSearch.Answers answers = SeamSearch.ask(store, TIMES);
            double bytes = store.ask("bytes").getLong("bytes");
            session.report()
                    .row(
                            "%,d".formatted(events),
                            "%,.0f".formatted(loaded.getLong("events") / loaded.getDouble("cpu")),
                            "%.3f".formatted(bytes / loaded.getLong("raw")),
                            answers.lookup(),
                            answers.cold(),
                            answers.common(),
                            answers.rare(),
                            answers.filter(),
                            answers.table());
            return new Asked(
                    answers.lookups(), store.ask("ids").getJsonArray("ids").getString(0));
        }
    }

    private static void judge(Report report, long less, long more, SeamSearch.Took before, SeamSearch.Took now) {
        double ratio = now.p50() / before.p50();
        // A step that is not tenfold may cost its share of the tenfold's factor.
        double allowed = Math.pow(A_TENFOLD, Math.log10((double) more / less));
        report.figure(
                "request lookup, %,d against %,d events".formatted(more, less),
                "%.2f ×".formatted(ratio),
                "≤ %.2f × (1.5 × per tenfold)".formatted(allowed),
                ratio <= allowed);
    }
}
