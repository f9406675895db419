package io.tocsin.benchmarks;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.query.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Queries as rules of a payment platform ask them, about values that its events really have. Three are broad; all others ask for
 * something particular, in turns by pair, negation, words, wildcard and comparison. The first of many are the same as all of few.
 */
final class RuleMix {
    private static final long SEED = 11;
    private static final List<String> BROAD =
            List.of("service:gateway", "level>=ERROR", "duration_ms:* OR extra.status:*");
    private static final int KINDS = 10;

    private final Random random = new Random(SEED);
    private final List<LogEvent> events;

    private RuleMix(List<LogEvent> events) {
        this.events = events;
    }

    /** So many different queries. */
    static List<Query> queries(int count, List<LogEvent> events) {
        RuleMix mix = new RuleMix(events);
        Set<Query> queries = new LinkedHashSet<>();
        for (String broad : BROAD) queries.add(Query.parse(broad));
        for (int kind = 0; queries.size() < count; kind++) queries.add(Query.parse(mix.text(kind % KINDS)));
        return new ArrayList<>(queries);
    }

    private String text(int kind) {
        return switch (kind) {
            case 0 -> has("action") + " " + has("user");
            case 1 -> has("service") + " message:\"" + rareWord() + " " + word() + "\"";
            case 2 -> has("service") + " duration_ms>" + (300 + random.nextInt(4_000));
            case 3 -> "(" + has("user") + " OR " + has("user") + ") AND NOT " + has("action");
            case 4 -> "\"" + word() + " " + rareWord() + "\"";
            case 5 -> has("service") + " user:" + start(value("user"), 7) + "*" + random.nextInt(10);
            case 6 -> has("extra.ip") + " level:ERROR";
            case 7 -> has("action") + " message:*" + rareWord() + "*";
            case 8 ->
                "action:transaction extra.amount:[" + (500 + random.nextInt(9_000)) + " TO *] " + has("extra.location");
            default -> has("service") + " (extra.status>=500 OR level:FATAL) " + has("user");
        };
    }

    /** A field that some event has, with its value there. */
    private String has(String field) {
        return field + ":\"" + value(field) + "\"";
    }

    private String value(String field) {
        String value = null;
        while (value == null || Words.isProse(value)) value = pick().fields().first(field);
        return value;
    }

    private LogEvent pick() {
        return events.get(random.nextInt(events.size()));
    }

    /** A word of some message. */
    private String word() {
        List<String> words = List.of();
        while (words.isEmpty()) {
            String message = pick().fields().first("message");
            if (message != null) words = Words.of(message);
        }
        return words.get(random.nextInt(words.size()));
    }

    /** A word that few messages have, or none: what people write rules for seldom happens. */
    private String rareWord() {
        return switch (random.nextInt(3)) {
            case 0 -> value("user");
            case 1 -> "E" + (1000 + random.nextInt(500));
            default -> "oops" + random.nextInt(5_000);
        };
    }

    private static String start(String value, int length) {
        return value.substring(0, Math.min(length, value.length()));
    }
}
