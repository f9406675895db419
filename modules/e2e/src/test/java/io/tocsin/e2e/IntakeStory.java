package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a service sends over HTTP, in any form, is found within a second and comes back as it was sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeStory {
    private final Scene scene;

    IntakeStory(@TempDir Path folder) throws IOException {
        scene = Scene.in(folder).start();
    }

    @AfterAll
    void end() {
        scene.close();
    }

    static Stream<Form> forms() {
        return Stream.of(
                new Form("an object", lines -> lines.lines().findFirst().orElseThrow()),
                new Form(
                        "an array",
                        lines -> "[" + String.join(",", lines.lines().toList()) + "]"),
                new Form("lines", lines -> lines),
                new Form("lines as Windows writes them", lines -> "\ufeff" + lines.replace("\n", "\r\n")),
                new Form("objects without a line between them", lines -> lines.replace("\n", " ")),
                new Form(
                        "an object over several lines",
                        lines -> lines.lines().findFirst().orElseThrow().replace(",\"", ",\n  \"")));
    }

    /** One of the forms of a body, made from lines. */
    record Form(String name, UnaryOperator<String> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormOfABodyIsFoundAndComesBackAsItWasSent(Form form) {
        for (String shape : List.of(EventShapes.SHAPE_A, EventShapes.SHAPE_B)) {
            String id = EventShapes.freshId();
            String sent = EventShapes.event(shape, id);
            String body = form.of().apply(sent + "\n" + sent);

            SceneClient.Reply reply = scene.post(body);

            assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
            long accepted = reply.json().getLong("accepted");
            scene.until("all are found", () -> scene.request(id).size() == accepted);
            assertThat(scene.request(id)).allSatisfy(event -> isAsSent(event, sent));
        }
    }

    private static void isAsSent(JsonObject event, String sent) {
        assertThat(event.getString("_id")).isNotBlank();
        assertThat(event.getInstant("_time")).isNotNull();
        event.remove("_id");
        event.remove("_time");
        assertThat(event).isEqualTo(new JsonObject(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "deflate", "zstd"})
    void everyEncodingIsUnderstood(String encoding) throws IOException {
        String id = EventShapes.freshId();
        byte[] body = encoded(EventShapes.event(EventShapes.SHAPE_A, id), encoding);

        SceneClient.Reply reply = scene.client().post(body, "Content-Encoding", encoding);

        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        scene.until("it is found", () -> scene.request(id).size() == 1);
    }

    private static byte[] encoded(String text, String encoding) throws IOException {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (encoding.equals("zstd")) return Zstd.compress(plain);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encoding.equals("gzip")
                ? new GZIPOutputStream(bytes)
                : encoding.equals("deflate") ? new DeflaterOutputStream(bytes) : bytes) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void anEventIsFoundWithinASecondOfItsAnswer() {
        for (int i = 0; i < 50; i++) {
            String id = EventShapes.freshId();
            assertThat(scene.post(EventShapes.event(EventShapes.SHAPE_A, id)).status())
                    .isEqualTo(200);
            long answeredAt = System.nanoTime();

            scene.until("it is found", () -> scene.request(id).size() == 1);

            assertThat(Duration.ofNanos(System.nanoTime() - answeredAt)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void badRecordsCostOnlyThemselvesAndAreKept() {
        String id = EventShapes.freshId();
        String body = EventShapes.event(EventShapes.SHAPE_A, id) + "\nthis is " + id + " no json\n"
                + EventShapes.event(EventShapes.SHAPE_B, id) + "\n[1,2]\n";

        JsonObject answer = scene.post(body).json();

        assertThat(answer.getInteger("accepted")).isEqualTo(2);
        assertThat(answer.getInteger("rejected")).isEqualTo(2);
        assertThat(answer.getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getInteger("line"))
                .containsExactly(2, 4);
        scene.until("the good are found", () -> scene.request(id).size() == 2);
        assertThat(scene.search("_reject:true \"" + id + "\""))
                .singleElement()
                .satisfies(kept -> assertThat(kept.getString("message")).isEqualTo("this is " + id + " no json"));
    }

    @Test
    void whatIsNothingAtAllIsRefused() {
        SceneClient.Reply reply = scene.post("nothing of this is json");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void anUnknownEncodingIsRefused() {
        assertThat(scene.post("{}", "Content-Encoding", "br").status()).isEqualTo(415);
    }

    @Test
    void aBodyOverTheLimitIsRefusedWholeAndNothingOfItIsStored() {
        String id = EventShapes.freshId();
        String body =
                new JsonArray().add(new JsonObject().put("request_id", id)).encode() + " ".repeat(11 << 20);

        assertThat(scene.post(body).status()).isEqualTo(413);

        assertThat(scene.request(id)).isEmpty();
    }
}
