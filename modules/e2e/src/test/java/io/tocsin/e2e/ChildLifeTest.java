package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process begins, ends, and says that it cannot. */
class ChildLifeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home);
    }

    @Test
    void whoeverIsAskedToStopEndsWellWithEverythingInPlace() {
        try (Child first = Child.up(home)) {
            String line = "{\"request_id\":\"r-1\",\"message\":\"hello\"}\n";
            assertThat(first.post("/api/v1/logs", line.repeat(1000))).isEqualTo(200);

            assertThat(first.terminate(Duration.ofSeconds(10)).code()).isZero();
        }

        try (Child second = Child.up(home)) {
            JsonObject found = second.get("/api/v1/requests/r-1");
            assertThat(found.getJsonArray("events")).hasSize(1000);

            Child.Exit exit = second.terminate(Duration.ofSeconds(10));
            assertThat(exit.text()).contains("read 0 batches of the journal for the index");
        }
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefused() {
        try (Child first = Child.up(home)) {
            try (Child second = Child.start(home)) {
                Child.Exit exit = second.end(PATIENCE);

                assertThat(exit.code()).isEqualTo(1);
                assertThat(exit.text())
                        .isEqualTo("tocsin: cannot use data folder " + home.resolve("data")
                                + ": another process is using it");
            }

            assertThat(first.post("/api/v1/logs", "{\"message\":\"still here\"}"))
                    .isEqualTo(200);
        }
    }

    @Test
    void aDataFolderThatIsAFileIsRefused() throws IOException {
        Files.writeString(home.resolve("data"), "no folder");

        try (Child child = Child.start(home)) {
            Child.Exit exit = child.end(PATIENCE);

            assertThat(exit.code()).isEqualTo(1);
            assertThat(exit.text())
                    .isEqualTo("tocsin: cannot use data folder " + home.resolve("data") + ": it is not a folder");
        }
    }

    @Test
    void aDataFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.createSymbolicLink(home.resolve("data"), Path.of("/proc/no-such-thing"));

        try (Child child = Child.start(home)) {
            Child.Exit exit = child.end(PATIENCE);

            assertThat(exit.code()).isEqualTo(1);
            assertThat(exit.text()).startsWith("tocsin: cannot use data folder " + home.resolve("data") + ": ");
        }
    }

    @Test
    void aFullDiskIsNamedAtTheStart() {
        try (Child child = Child.startOnAFullDisk(home)) {
            Child.Exit exit = child.end(PATIENCE);

            assertThat(exit.code()).isEqualTo(1);
            assertThat(exit.text())
                    .startsWith("tocsin: cannot use data folder " + home.resolve("data") + ": ")
                    .containsIgnoringCase("file too large");
        }
    }

    @Test
    void aGoodConfigurationIsGood() {
        Child.Exit exit = checkConfig();

        assertThat(exit.code()).isZero();
        assertThat(exit.text()).startsWith("good: 1 rules");
    }

    @Test
    void aBadConfigurationIsRefusedByCheckAndServerAlikeWithAllThatIsWrong() throws IOException {
        Files.writeString(home.resolve("config/tocsin.yml"), "lisen: 127.0.0.1:1\nexternal_urll: http://x\n");

        Child.Exit exit = checkConfig();

        assertThat(exit.code()).isEqualTo(1);
        assertThat(exit.text())
                .contains("tocsin.yml:1:1")
                .contains("tocsin.yml:2:1")
                .contains("listen")
                .contains("2 problems");
        try (Child child = Child.start(home)) {
            Child.Exit server = child.end(PATIENCE);
            assertThat(server.code()).isEqualTo(1);
            assertThat(server.text()).contains("tocsin.yml:1:1").contains("tocsin.yml:2:1");
        }
    }

    private Child.Exit checkConfig() {
        return Child.run(
                "check-config",
                home.resolve("config").toString(),
                "--rules",
                home.resolve("rules").toString());
    }
}
