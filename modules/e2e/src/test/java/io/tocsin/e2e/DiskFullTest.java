package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.testkit.FakeSmtp;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that becomes full while logs come in. */
class DiskFullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DISK_MB = 400;
    private static final int LEFT_MB = 24;

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp mail = FakeSmtp.start(vertx, 0).await();
    private int sent;

    @BeforeEach
    void mount() throws Exception {
        ChildHome.write(home, mail.port());
        Path data = Files.createDirectories(home.resolve("data"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "tocsin-test", data.toString()))
                .as("needs the right to mount a small disk")
                .isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", home.resolve("data").toString());
        vertx.close().await();
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private int send(Child server) {
        int status = server.post("/api/v1/logs", "{\"service\":\"shop\",\"message\":\"order " + sent + "\"}\n");
        if (status == 200) sent++;
        return status;
    }

    private void fill(Path file) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(file).getUsableSpace() > (long) LEFT_MB << 20) out.write(megabyte);
        }
    }

    @Test
    void logsAreRefusedAndSearchAndPagesGoOnUntilThereIsRoom() throws Exception {
        try (Child server = Child.up(home)) {
            for (int i = 0; i < 20; i++) assertThat(send(server)).isEqualTo(200);

            Path filler = home.resolve("data/filler");
            fill(filler);
            await().atMost(PATIENCE).until(() -> send(server) == 503);
            int acknowledged = sent;

            await().atMost(PATIENCE).until(() -> count(server) == acknowledged);
            await().atMost(PATIENCE).until(() -> mailsAbout("TocsinDiskAlmostFull") > 0);
            assertThat(server.get("/-/ready").encode()).contains("MiB free");
            assertThat(send(server)).isEqualTo(503);

            Files.delete(filler);
            await().atMost(PATIENCE).until(() -> send(server) == 200);
            await().atMost(PATIENCE).until(() -> count(server) == sent);
            server.kill();
        }
        try (Child server = Child.up(home)) {
            await().atMost(PATIENCE).until(() -> count(server) == sent);
            assertThat(send(server)).isEqualTo(200);
        }
    }

    private static int count(Child server) {
        return server.search("service:shop", 0, "").getJsonObject("total").getInteger("value");
    }

    private long mailsAbout(String alert) {
        return mail.messages().stream()
                .filter(message ->
                        List.of(message.text(), message.subject()).toString().contains(alert))
                .count();
    }
}
