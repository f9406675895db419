package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finding, counting and starting again with so many events stored over seven days; in the process, over HTTP, and OpenSearch. */
final class SearchPart implements Part {
    private static final int WARM_UP = 10_000;
    private static final int LOOKUPS = 2_000;
    private static final int COLD = 40;
    private static final int TIMES = 100;
    private static final int TABLES = 15;

    @Override
    public void measure(Session session) throws Exception {
        long events = session.scale().events();
        Path week = session.week(events);
        Stored stored = session.stored();
        SeamSearch.Answers seam;
        try (PeerProcess store = new PeerProcess("store", stored.folder())) {
            store.ask("know", new JsonObject().put("ids", stored.ids()));
            seam = SeamSearch.ask(store, new SeamSearch.Times(WARM_UP, LOOKUPS, COLD, TIMES, TABLES));
            new ScanPart(store, week, events).measure(session);
        }
        HttpAnswers http = overHttp(session, stored);
        Restart.measure(session.report(), stored.folder(), events, stored.ids().getString(0));
        HttpAnswers other = openSearch(session.storedInOpenSearch(), stored.ids());
        report(session.report(), events, seam, http, other);
    }

    /** What was asked over HTTP; nothing where nobody was there to ask. */
    private record HttpAnswers(
            @Nullable Quantiles lookups,
            @Nullable Quantiles common,
            @Nullable Quantiles rare,
            @Nullable Quantiles filter,
            @Nullable Quantiles table) {}

    /** Without rules: those that are shipped would read the seven days meanwhile, and nobody who is compared has any. */
    private static HttpAnswers overHttp(Session session, Stored stored) throws Exception {
        JsonArray ids = stored.ids();
        List<String> noRules = List.of("--rules", session.folder("no-rules").toString());
        try (ServerProcess server = new ServerProcess(stored.folder(), Map.of(), noRules)) {
            server.awaitFound(ids.getString(0));
            try (ServerSearch search = new ServerSearch(server.port())) {
                search.lookups(ids, WARM_UP);
                return new HttpAnswers(
                        search.lookups(ids, LOOKUPS),
                        search.newest(Questions.COMMON_WORD, TIMES),
                        search.newest(Questions.RARE_WORD, TIMES),
                        search.newest(Questions.FILTER, TIMES),
                        search.table(Questions.BY_SERVICE_AND_MINUTE, TABLES));
            }
        }
    }

    private static HttpAnswers openSearch(@Nullable StoredInOpenSearch there, JsonArray ids) throws IOException {
        if (there == null) return new HttpAnswers(null, null, null, null, null);
        OpenSearchIndex index = there.tuned();
        lookups(index, ids, WARM_UP);
        return new HttpAnswers(
                lookups(index, ids, LOOKUPS),
                Quantiles.warmMillis(TIMES, time -> index.word(Questions.COMMON_WORD)),
                Quantiles.warmMillis(TIMES, time -> index.word(Questions.RARE_WORD)),
                Quantiles.warmMillis(TIMES, time -> index.filtered(Questions.LEVEL, Questions.SERVICE)),
                Quantiles.warmMillis(TABLES, time -> index.countByServiceAndMinute()));
    }

    private static Quantiles lookups(OpenSearchIndex index, JsonArray ids, int times) throws IOException {
        return Quantiles.millis(times, time -> index.lookup(ids.getString(time * 7_919 % ids.size())));
    }

    private static void report(
            Report report, long events, SeamSearch.Answers seam, HttpAnswers http, HttpAnswers other) {
        report.table(
                "Searching %,d events over 7 days, p50 / p99 in ms".formatted(events),
                "what",
                "Tocsin, in the process",
                "Tocsin, HTTP",
                "OpenSearch tuned and merged, HTTP");
        row(report, "all events of a request", seam.lookup(), http.lookups, other.lookups);
        row(report, "the same, cold (" + seam.coldHow() + ")", seam.cold(), null, null);
        row(report, "newest 100 of the word '" + Questions.COMMON_WORD + "'", seam.common(), http.common, other.common);
        row(report, "newest 100 of the word '" + Questions.RARE_WORD + "'", seam.rare(), http.rare, other.rare);
        row(report, "newest 100 of " + Questions.FILTER, seam.filter(), http.filter, other.filter);
        row(report, "count by service and minute (" + seam.rows() + ")", seam.table(), http.table, other.table);
        SearchTargets.judge(report, events, seam);
        SearchTargets.against(
                report, "request_id lookup against OpenSearch, both over HTTP", http.lookups, other.lookups, 0.25);
        SearchTargets.against(
                report, "count by service and minute against OpenSearch, both over HTTP", http.table, other.table, 0.5);
    }

    private static void row(
            Report report, String what, String inProcess, @Nullable Quantiles http, @Nullable Quantiles other) {
        report.row(what, inProcess, text(http), text(other));
    }

    private static String text(@Nullable Quantiles millis) {
        return millis == null ? "–" : "%.2f / %.2f".formatted(millis.median(), millis.p99());
    }
}
