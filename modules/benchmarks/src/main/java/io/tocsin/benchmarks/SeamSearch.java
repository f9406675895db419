package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The questions, asked of a {@link StorePeer}. */
final class SeamSearch {
    private static final int PAGE = 100;

    private SeamSearch() {}

    /** How often each is asked. */
    record Times(int warmUp, int lookups, int cold, int searches, int tables) {}

    /**
     * How long it took, in milliseconds.
     *
     * @param rows how many groups the table had, for people
     * @param tableCpu median seconds of processor time for it; null when the store makes no tables
     */
    record Answers(
            Took lookups,
            Took colds,
            Took commons,
            Took rares,
            Took filters,
            String coldHow,
            String rows,
            @Nullable Took tables,
            double tableCpu) {
        String lookup() {
            return lookups.text();
        }

        String cold() {
            return colds.text();
        }

        String common() {
            return commons.text();
        }

        String rare() {
            return rares.text();
        }

        String filter() {
            return filters.text();
        }

        String table() {
            return tables == null ? "not yet" : tables.text();
        }
    }

    /** Median and worst but one of a hundred, in milliseconds; and how many of all blocks were read, where the store says so. */
    record Took(double p50, double p99, int read, int blocks) {
        static Took of(JsonObject answer) {
            return new Took(
                    answer.getDouble("p50"),
                    answer.getDouble("p99"),
                    answer.getInteger("read", 0),
                    answer.getInteger("blocks", 0));
        }

        String text() {
            return "%.2f / %.2f%s".formatted(p50, p99, ofBlocks());
        }

        /** For the figures. */
        String millis() {
            return "%.2f / %.2f ms%s".formatted(p50, p99, ofBlocks());
        }

        private String ofBlocks() {
            return blocks == 0 ? "" : " (%,d of %,d blocks)".formatted(read, blocks);
        }
    }

    static Answers ask(PeerProcess store, Times times) throws IOException {
        lookups(store, times.warmUp);
        Took lookups = Took.of(lookups(store, times.lookups));
        Took common = newest(store, Questions.COMMON_WORD, times);
        Took rare = newest(store, Questions.RARE_WORD, times);
        Took filter = newest(store, Questions.FILTER, times);
        JsonObject table = store.attempt("table", new JsonObject().put("minutes", 1));
        Tables tables = table == null ? null : tables(store, times.tables);
        JsonObject cold = store.ask("cold", new JsonObject().put("times", times.cold));
        return new Answers(
                lookups,
                Took.of(cold),
                common,
                rare,
                filter,
                cold.getString("how"),
                table == null ? "no tables yet" : rows(table),
                tables == null ? null : tables.took,
                tables == null ? 0 : tables.cpu);
    }

    static JsonObject lookups(PeerProcess store, int times) throws IOException {
        return store.ask("lookup", new JsonObject().put("times", times));
    }

    private static Took newest(PeerProcess store, String query, Times times) throws IOException {
        JsonObject given =
                new JsonObject().put("query", query).put("limit", PAGE).put("times", times.searches);
        return Took.of(store.ask("search", given));
    }

    /** @param cpu median seconds of processor time */
    private record Tables(Took took, double cpu) {}

    private static Tables tables(PeerProcess store, int times) throws IOException {
        double[] millis = new double[times];
        double[] cpu = new double[times];
        // As often again before that, for the compiler.
        for (int i = -times; i < times; i++) {
            JsonObject answer = store.ask("table", new JsonObject().put("minutes", 1));
            if (i < 0) continue;
            millis[i] = answer.getDouble("seconds") * 1e3;
            cpu[i] = answer.getDouble("cpu");
        }
        Quantiles all = new Quantiles(millis);
        return new Tables(new Took(all.median(), all.p99(), 0, 0), new Quantiles(cpu).median());
    }

    private static String rows(JsonObject table) {
        return "%,d rows%s".formatted(table.getInteger("rows"), table.getBoolean("truncated") ? ", cut there" : "");
    }
}
