package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The events of a running server.
 *
 * @param from since when they count, as the server reads times
 */
record ServerEvents(Client client, String from) implements EventKnowledge.Events {
    @Override
    public Set<String> names() throws IOException {
        JsonArray fields = fetch("/api/v1/fields", Map.of("from", from)).getJsonArray("fields", new JsonArray());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < fields.size(); i++)
            names.add(fields.getJsonObject(i).getString("name", ""));
        return names;
    }

    @Override
    public long number(String question) throws IOException {
        JsonArray rows =
                fetch("/api/v1/search", Map.of("q", question, "from", from)).getJsonArray("rows", new JsonArray());
        return !rows.isEmpty() && rows.getJsonArray(0).getValue(0) instanceof Number number ? number.longValue() : 0;
    }

    private JsonObject fetch(String path, Map<String, String> params) throws IOException {
        try {
            return client.fetch(path, params);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the server", e);
        }
    }
}
