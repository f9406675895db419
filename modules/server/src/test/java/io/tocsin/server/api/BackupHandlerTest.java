package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Secret;
import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.server.config.Settings.Auth;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupHandlerTest extends ApiCase {
    private static final String BACKUP = "{\"target\":\"/mnt/backup\",\"keep\":3,\"by\":\"anna\"}";

    @Test
    void aBackupIsAnsweredWithItsNumbers() {
        Reply reply = server.post("/api/v1/backups", BACKUP);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json())
                .isEqualTo(new JsonObject(
                        "{\"number\":1,\"files\":12,\"bytes\":3400,\"files_copied\":2,\"bytes_copied\":500}"));
        assertThat(server.backups.made)
                .containsExactly(new MemoryBackups.Made(
                        new Custody.Order("anna", "127.0.0.1", "backup"), Path.of("/mnt/backup"), 3));
        assertThat(server.get("/api/v1/backups?target=/mnt/backup").json())
                .isEqualTo(new JsonObject("{\"backups\":[1,2]}"));
    }

    @Test
    void aWeekOfBackupsIsKeptUnlessAskedOtherwiseAndAReasonIsWelcome() {
        server.post("/api/v1/backups", "{\"target\":\"/b\",\"reason\":\"before the upgrade\"}");

        assertThat(server.backups.made.getFirst().keep()).isEqualTo(7);
        assertThat(server.backups.made.getFirst().order().reason()).isEqualTo("before the upgrade");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                             | cannot do this without 'target': name a folder
            {"target":"b"}                 | cannot use 'target' b: it must be an absolute path on the server's machine
            {"target":"/b","keep":0}       | cannot use 'keep' 0: it must be a number from 1 to 1000
            {"target":"/b","keep":"all"}   | cannot use 'keep' all: it must be a number from 1 to 1000
            {"target":"/b","reason":""}    | cannot do this without 'reason': the audit log has to say why
            {"target":7}                   | cannot read 'target': it must be a text
            """)
    void whatIsNoOrderBacksUpNothing(String body, String detail) {
        Reply reply = server.post("/api/v1/backups", body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.detail()).isEqualTo(detail);
        assertThat(server.backups.made).isEmpty();
    }

    @Test
    void oneAtATimeIsEnough() {
        server.backups.failure = new UnderWayException("cannot back up now: another backup is under way");

        Reply reply = server.post("/api/v1/backups", BACKUP);

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("title")).isEqualTo("Under way");
    }

    @Test
    void whatTheDiskSaysIsToldToTheOperatorAndIsNoBug() {
        server.backups.failure = new IOException("cannot back up into /mnt/backup: no space left on device");

        Reply reply = server.post("/api/v1/backups", BACKUP);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.detail()).isEqualTo("cannot back up into /mnt/backup: no space left on device");
        assertThat(server.bugs).hasValue(0);
    }

    @Test
    void aFolderThatCannotHoldBackupsIsABadRequest() {
        server.backups.failure = new IllegalArgumentException("cannot back up into /b: it lies within the data folder");

        assertThat(server.post("/api/v1/backups", BACKUP).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void onlyOperatorsMay(String method) {
        server.auth = new Auth.Tokens(
                Map.of("ops", new Secret("0123456789abcdef"), "shipper", new Secret("fedcba9876543210")),
                Set.of("ops"));
        String path = "/api/v1/backups?target=/mnt/backup";
        String body = method.equals("POST") ? BACKUP : "";

        assertThat(server.send(method, path, body, "Authorization", "Bearer fedcba9876543210")
                        .status())
                .isEqualTo(403);
        assertThat(server.send(method, path, body, "Authorization", "Bearer 0123456789abcdef")
                        .status())
                .isEqualTo(200);
        assertThat(server.backups.made)
                .allSatisfy(made -> assertThat(made.order().by()).isEqualTo("ops"));
    }
}
