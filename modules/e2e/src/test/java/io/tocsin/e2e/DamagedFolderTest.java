package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.testkit.FakeSmtp;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that comes back with a byte flipped, missing or torn off: the server starts, says what is lost, and pages. */
class DamagedFolderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BATCHES = 40;

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp mail = FakeSmtp.start(vertx, 0).await();

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home, mail.port());
        try (Child server = Child.up(home)) {
            for (int i = 0; i < BATCHES; i++) {
                String line =
                        "{\"service\":\"shop\",\"action\":\"login_failed\",\"ip\":\"203.0.113.7\",\"n\":" + i + "}\n";
                assertThat(server.post("/api/v1/logs", line)).isEqualTo(200);
            }
            await().atMost(PATIENCE).until(() -> !mail.messages().isEmpty());
            // What lies in the middle must have a record behind it: damage to the last one is a torn tail.
            await().atMost(PATIENCE)
                    .until(() -> server.get("/api/v1/incidents").encode().contains(" by email at "));
            server.kill();
        }
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** Hurts the only segment of a journal. */
    private void hurt(String journal, UnaryOperator<byte[]> hurt) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/journal").resolve(journal))) {
            Path segment = files.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
            Files.write(segment, hurt.apply(Files.readAllBytes(segment)));
        }
    }

    private static byte[] flipped(byte[] bytes) {
        bytes[records(bytes) / 2] ^= 0x10;
        return bytes;
    }

    private static byte[] without(byte[] bytes) {
        int at = records(bytes) / 2;
        System.arraycopy(bytes, at + 1, bytes, at, bytes.length - at - 1);
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    private static byte[] torn(byte[] bytes) {
        return Arrays.copyOf(bytes, records(bytes) - 3);
    }

    /** Behind them come the zeros that were written ahead. */
    private static int records(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) end--;
        return end;
    }

    private static int found(Child server) {
        return server.search("service:shop", 0, "").getJsonObject("total").getInteger("value");
    }

    private static String ready(Child server) {
        JsonObject ready = server.get("/-/ready");
        return ready.getJsonArray("checks").encode();
    }

    private void assertLossIsTold(UnaryOperator<byte[]> hurt) throws IOException {
        hurt("events", hurt);
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> found(server) >= BATCHES - 1);
            await().atMost(PATIENCE).until(() -> ready(server).contains("BROKEN_RECORD"));
            await().atMost(PATIENCE)
                    .until(() -> mail.messages().stream()
                            .anyMatch(message -> message.text().contains("TocsinJournalDamaged")));
            assertThat(server.post("/api/v1/logs", "{\"service\":\"other\"}\n")).isEqualTo(200);
        }
    }

    @Test
    void aFlippedByteAmongTheEventsCostsItsBatchAndIsPaged() throws IOException {
        assertLossIsTold(DamagedFolderTest::flipped);
    }

    @Test
    void aMissingByteAmongTheEventsCostsItsBatchAndIsPaged() throws IOException {
        assertLossIsTold(DamagedFolderTest::without);
    }

    @Test
    void aTornEndIsCutAndToldAndNobodyIsWokenForIt() throws IOException {
        hurt("events", DamagedFolderTest::torn);
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> found(server) >= BATCHES - 1);
            await().atMost(PATIENCE).until(() -> ready(server).contains("TORN_TAIL"));
            assertThat(server.post("/api/v1/logs", "{\"service\":\"other\"}\n")).isEqualTo(200);
        }
        assertThat(mail.messages()).noneMatch(message -> message.text().contains("TocsinJournalDamaged"));
    }

    @Test
    void damageToTheMemoryOfAlertsKeepsNobodyFromStartingAndPaging() throws IOException {
        hurt("alerts", DamagedFolderTest::flipped);
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> found(server) == BATCHES);
            await().atMost(PATIENCE).until(() -> ready(server).contains("BROKEN_RECORD"));
            await().atMost(PATIENCE)
                    .until(() -> mail.messages().stream()
                            .anyMatch(message -> message.text().contains("TocsinJournalDamaged")));
        }
    }

    @Test
    void aFlippedByteInTheIndexIsToldAndPagedAndSearchSaysThatItIsNotAll() throws IOException {
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> found(server) == BATCHES);
            // Only a good end leaves everything in blocks.
            assertThat(server.terminate(PATIENCE).code()).isZero();
        }
        try (Stream<Path> files = Files.walk(home.resolve("data/index"))) {
            Path segment = files.filter(file -> file.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 2] ^= 0x10;
            Files.write(segment, bytes);
        }
        assertThat(Child.run("store", "check", "--data", home.resolve("data").toString())
                        .code())
                .isEqualTo(1);
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> {
                server.search("shop", 1, "");
                return ready(server).contains("{\"name\":\"store\",\"ok\":false,\"detail\":\"damaged: ");
            });
            assertThat(server.get("/-/ready").getString("status")).isEqualTo("ready");
            assertThat(server.get("/api/v1/requests/none").getBoolean("partial"))
                    .isTrue();
            await().atMost(PATIENCE)
                    .until(() -> mail.messages().stream()
                            .anyMatch(message -> message.text().contains("TocsinStoreDamaged")));
        }
    }
}
