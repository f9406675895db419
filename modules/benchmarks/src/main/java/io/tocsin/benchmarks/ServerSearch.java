package io.tocsin.benchmarks;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Our server asked over HTTP, one question after the other on one connection. */
final class ServerSearch implements AutoCloseable {
    private final Connection connection;

    ServerSearch(int port) throws IOException {
        this.connection = new Connection(port);
    }

    /** Looks requests up, far from one another. */
    Quantiles lookups(JsonArray ids, int times) throws IOException {
        return Quantiles.millis(times, time -> ok("/api/v1/requests/" + ids.getString(time * 7_919 % ids.size())));
    }

    /** The newest hundred. */
    Quantiles newest(String query, int times) throws IOException {
        return Quantiles.warmMillis(times, time -> ok("/api/v1/search?limit=100&q=" + encoded(query)));
    }

    /** A statement with pipes; null when the server does not know such statements. */
    @Nullable
    Quantiles table(String statement, int times) throws IOException {
        String path = "/api/v1/search?limit=100&q=" + encoded(statement);
        if (connection.fetch(path).status() != 200) return null;
        return Quantiles.warmMillis(times, time -> ok(path));
    }

    private void ok(String path) throws IOException {
        Connection.Reply reply = connection.fetch(path);
        if (reply.status() != 200) throw new IOException("cannot ask " + path + ": " + reply);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
