package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files and the runbooks: what is there is served, and nothing else. */
class FilesTest extends ApiCase {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/search", "/incidents", "/incidents/i-1", "/requests/a%2Fb", "/rules", "/runbooks/x"})
    void everyPageIsTheOnePageThatThereIs(String path) {
        Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.body()).contains("<title>Tocsin</title>");
    }

    @ParameterizedTest
    @CsvSource({
        "/console/app.js, text/javascript; charset=utf-8",
        "/console/console.css, text/css; charset=utf-8",
        "/console/icons/0.svg, image/svg+xml",
        "/favicon.ico, image/svg+xml",
        "/api/v1/openapi.yaml, application/yaml",
    })
    void filesHaveTheTypeThatTheyAre(String path, String type) {
        Reply reply = server.get(path);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void nothingButOurOwnFilesMayRun() {
        assertThat(server.get("/").header("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/icons",
                "/console/icons/",
                "/console/none.js",
                "/console/..%2fopenapi.yaml",
                "/console/%2e%2e%2fopenapi.yaml",
                "/console/..%5copenapi.yaml",
                "/console/../io/tocsin/server/cli/Main.class",
                "/console/%2e%2e/logback.xml",
                "/console//etc/passwd",
                "/console/app.js%00.html",
            })
    void nothingOutsideTheFolderIsServed(String path) {
        assertThat(server.get(path).status()).isEqualTo(404);
    }

    @Test
    void aRunbookIsServedAsItLies(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("service-down.md"), "# Dienst fällt aus\n");
        server.runbooks = folder;

        Reply reply = server.get("/api/v1/runbooks/service-down");

        assertThat(reply.body()).isEqualTo("# Dienst fällt aus\n");
        assertThat(reply.header("Content-Type")).isEqualTo("text/markdown; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2Fsecret",
                "%2e%2e%2fsecret",
                "books%2F..%2F..%2Fsecret",
                "secret.md",
                "..",
                "%2Fetc%2Fpasswd",
                "secret%00",
                "-x",
                "none",
            })
    void noNameLeavesTheFolder(String name, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("secret.md"), "secret");
        server.runbooks = Files.createDirectory(folder.resolve("books"));

        Reply reply = server.get("/api/v1/runbooks/" + name);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).doesNotContain("\"secret\"");
    }
}
