package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private Path file = Path.of("");

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("audit.ndjson");
    }

    private void write(String... reasons) throws IOException {
        try (AuditLog log = AuditLog.open(file)) {
            for (String reason : reasons)
                log.append(NOW, "anna", "10.0.0.1", "delete", reason, new JsonObject().put("query", "user:eve"));
        }
    }

    @Test
    void eachLineSaysWhoDidWhatWhenFromWhereAndWhy() throws Exception {
        write("leaked card");

        assertThat(Files.readString(file))
                .isEqualTo("{\"n\":1,\"at\":\"2026-11-28T10:00:00Z\",\"who\":\"anna\",\"address\":\"10.0.0.1\","
                        + "\"action\":\"delete\",\"reason\":\"leaked card\",\"query\":\"user:eve\",\"previous\":\""
                        + AuditLog.BEGINNING + "\",\"sum\":\"bcfce69e\"}\n");
    }

    @Test
    void noBrokenByteGoesUnseenWhateverLineItIsIn() throws Exception {
        write("a", "ü");
        byte[] good = Files.readAllBytes(file);
        int second = firstLine(good);
        for (int at = 0; at < good.length; at++) {
            // Those of an end of line change what a line is.
            String line = at < second ? "line [12] " : "line [23] ";
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << bit);
                Files.write(file, flipped);
                assertThat(problemAfterAStart())
                        .as("bit %d of byte %d", bit, at)
                        .matches(line + ".*");
            }
            if (at % 10 == 0 || at == good.length - 1) assertBrokenBeforeTheNext(line);
            // Without its end a last line may be one that a crash cut off.
            if (at == good.length - 1) continue;
            byte[] without = new byte[good.length - 1];
            System.arraycopy(good, 0, without, 0, at);
            System.arraycopy(good, at + 1, without, at, without.length - at);
            Files.write(file, without);
            assertThat(problemAfterAStart()).as("without byte %d", at).matches(line + ".*");
        }
    }

    private String problemAfterAStart() throws IOException {
        try (AuditLog log = AuditLog.open(file)) {
            return String.valueOf(log.verify().problem());
        }
    }

    /** What is broken stays to be seen, and what comes behind it is whole. */
    private void assertBrokenBeforeTheNext(String line) throws IOException {
        try (AuditLog log = AuditLog.open(file)) {
            log.append(NOW, "anna", "10.0.0.1", "delete", "next", new JsonObject());
            assertThat(log.newest(1))
                    .extracting(entry -> entry.getString("reason"))
                    .containsExactly("next");
            assertThat(log.verify().problem()).matches(line + ".*");
        }
    }

    private static int firstLine(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '\n') at++;
        return at + 1;
    }

    @Test
    void aTornLastLineGoesButForOneThatLacksOnlyItsEnd() throws Exception {
        write("a", "b");
        byte[] good = Files.readAllBytes(file);
        int second = firstLine(good);
        for (int end = second; end < good.length; end++) {
            Files.write(file, Arrays.copyOf(good, end));
            try (AuditLog log = AuditLog.open(file)) {
                assertThat(log.verify().problem()).as("cut at %d", end).isNull();
                assertThat(log.verify().lines()).as("cut at %d", end).isEqualTo(end == good.length - 1 ? 2 : 1);
            }
        }
    }

    @Test
    void linesFromBeforeTheyHadAChecksumAreRead() throws Exception {
        write("a", "b");
        List<String> old = new ArrayList<>();
        String previous = AuditLog.BEGINNING;
        for (String line : Files.readAllLines(file)) {
            JsonObject entry = new JsonObject(line).put("previous", previous);
            entry.remove("sum");
            old.add(entry.encode());
            previous = AuditLine.hash(entry.encode());
        }
        Files.write(file, old);

        write("c");

        assertThat(AuditLog.verify(file)).extracting(AuditLog.Verdict::lines).isEqualTo(3L);
        assertThat(AuditLog.verify(file).problem()).isNull();
    }

    @Test
    void theChainGoesOnOverRestarts() throws Exception {
        write("a", "b");
        write("c");

        assertThat(AuditLog.verify(file).problem()).isNull();
        try (AuditLog log = AuditLog.open(file)) {
            assertThat(log.newest(2))
                    .extracting(entry -> entry.getString("reason"))
                    .containsExactly("c", "b");
            assertThat(log.verify().lines()).isEqualTo(3);
        }
    }

    @Test
    void aLineThatWasChangedTakenOutOrPutInIsFound() throws Exception {
        write("a", "b", "c", "d");
        List<String> lines = Files.readAllLines(file);

        List<String> changed = new ArrayList<>(lines);
        changed.set(1, changed.get(1).replace("anna", "eve"));
        assertThat(problemIn(changed)).startsWith("line 2 is not what was written");
        // Whoever changes a line on purpose makes its checksum anew.
        String content = changed.get(1).replaceAll(",\"sum\":\"[0-9a-f]{8}\"}$", "}");
        changed.set(1, AuditLine.sealed(content));
        assertThat(problemIn(changed)).startsWith("line 3 does not follow");
        List<String> shorter = new ArrayList<>(lines);
        shorter.remove(2);
        assertThat(problemIn(shorter)).startsWith("line 3 does not follow");
        List<String> longer = new ArrayList<>(lines);
        longer.add(1, lines.getFirst());
        assertThat(problemIn(longer)).startsWith("line 2 does not follow");
        List<String> nonsense = new ArrayList<>(lines);
        nonsense.set(0, "nonsense");
        assertThat(problemIn(nonsense)).startsWith("line 1 does not follow");
    }

    private String problemIn(List<String> lines) throws IOException {
        Files.write(file, lines);
        return String.valueOf(AuditLog.verify(file).problem());
    }

    @Test
    void theEndThatIsCutOffWhileTheServerRunsIsFound() throws Exception {
        try (AuditLog log = AuditLog.open(file)) {
            log.append(NOW, "anna", "10.0.0.1", "delete", "a", new JsonObject());
            log.append(NOW, "anna", "10.0.0.1", "delete", "b", new JsonObject());
            Files.write(file, Files.readAllLines(file).subList(0, 1));

            assertThat(log.verify().problem()).isEqualTo("the end is not what was written since the start");
        }
    }

    @Test
    void halfALineOfACrashIsCutOffAndTheNextOneIsWhole() throws Exception {
        write("a");
        Files.writeString(file, "{\"n\":2,\"at\":\"2026-", StandardOpenOption.APPEND);

        write("b");

        assertThat(AuditLog.verify(file).problem()).isNull();
        assertThat(Files.readAllLines(file)).hasSize(2);
    }
}
