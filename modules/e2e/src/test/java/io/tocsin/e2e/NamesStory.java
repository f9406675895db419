package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services call the same thing by many names; people search by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesStory {
    private final Scene scene;

    NamesStory(@TempDir Path folder) throws IOException {
        scene = Scene.in(folder).start();
    }

    @AfterAll
    void end() {
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service:payment_api",
                "level:ERROR",
                "level>=WARN",
                "action:create_order_failed",
                "user:anna",
                "duration_ms>800",
                "\"203.0.113.9\""
            })
    void bothShapesAreFoundByTheSameNames(String query) {
        String a = EventShapes.freshId();
        String b = EventShapes.freshId();
        scene.post(EventShapes.event(EventShapes.SHAPE_A, a) + "\n" + EventShapes.event(EventShapes.SHAPE_B, b));

        scene.until(
                "both are found",
                () -> scene.request(a).size() + scene.request(b).size() == 2);

        assertThat(scene.total(query + " (" + a + " OR " + b + ")")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request_id",
                "trace_id",
                "traceId",
                "correlation_id",
                "transactionId",
                "x-request-id",
                "requestId"
            })
    void anIdIsFoundUnderWhateverNameItCame(String name) {
        String id = EventShapes.freshId();

        scene.post(new JsonObject().put(name, id).put("n", 1).encode());

        scene.until("it is found", () -> scene.request(id).size() == 1);
        assertThat(scene.search(id)).hasSize(1);
    }
}
