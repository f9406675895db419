package io.tocsin.server.cli;

import io.tocsin.query.Query;
import io.tocsin.rules.FieldKnowledge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a running server knows about its events. Each question is asked once. */
final class ServerKnowledge implements FieldKnowledge {
    /** Names that need no quoting in a pipe; the others are not asked. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private final Client client;
    private final String from;
    private final Map<String, Long> numbers = new HashMap<>();
    private @Nullable Set<String> names;

    /**
     * Asks when it must.
     *
     * @param from since when events count, as the server reads times
     */
    ServerKnowledge(Client client, String from) {
        this.client = client;
        this.from = from;
    }

    @Override
    public Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = new HashSet<>();
            JsonArray fields = fetch("/api/v1/fields", Map.of("from", from)).getJsonArray("fields", new JsonArray());
            for (int i = 0; i < fields.size(); i++)
                known.add(fields.getJsonObject(i).getString("name", ""));
            names = known;
        }
        return known;
    }

    @Override
    public OptionalDouble share(Query query) {
        long all = number("* | count");
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) number(query.print() + " | count") / all);
    }

    @Override
    public OptionalLong distinct(String field) {
        return PLAIN.matcher(field).matches()
                ? OptionalLong.of(number("* | distinct(" + field + ")"))
                : OptionalLong.empty();
    }

    /** The only number of a table. */
    private long number(String question) {
        Long known = numbers.get(question);
        if (known != null) return known;
        JsonArray rows =
                fetch("/api/v1/search", Map.of("q", question, "from", from)).getJsonArray("rows", new JsonArray());
        long number = !rows.isEmpty() && rows.getJsonArray(0).getValue(0) instanceof Number found ? found.longValue() : 0;
        numbers.put(question, number);
        return number;
    }

    private JsonObject fetch(String path, Map<String, String> params) {
        try {
            return client.fetch(path, params);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while asking the server", e));
        }
    }
}
