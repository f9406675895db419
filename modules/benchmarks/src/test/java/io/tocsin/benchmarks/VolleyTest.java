package io.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolleyTest {
    private static final byte[] EVENT = "{\"message\":\"one\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void everyBodyIsAnsweredOverWhateverConnectionsThereAre() throws Exception {
        List<byte[]> bodies = Collections.nCopies(500, EVENT);

        try (DiscardPeer server = new DiscardPeer()) {
            int port = server.answer("serve", new JsonObject()).getInteger("port");
            Volley.Result result = new Volley(bodies).fire(port, 16);

            assertThat(result.refused()).isZero();
            assertThat(result.millis().median()).isPositive();
        }
    }
}
