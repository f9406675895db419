package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleFiles;
import io.tocsin.server.SmallFilesCheck.Finding;
import io.tocsin.store.Hold;
import io.tocsin.store.Holds;
import io.tocsin.yaml.Problems;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFilesCheckTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final String RULES = """
            groups:
            - name: test
              profiles:
              - {name: spend, match: 'amount:*', by: [user], values: {mean: avg(amount)}}
              rules:
              - {alert: Many, match: 'user:*', by: [user], when: count() > 100, within: 5m}
              - {alert: Dear, match: 'amount:*', by: [user], when: amount > 3 * spend.mean}
            """;

    @TempDir
    Path data;

    @BeforeEach
    void write() throws IOException {
        try (AuditLog audit = AuditLog.open(data.resolve("audit.ndjson"))) {
            for (int i = 0; i < 3; i++)
                audit.append(NOW, "anna", "10.0.0.7", "delete", "case " + i, new JsonObject().put("query", "user:ö"));
        }
        Holds holds = Holds.open(data.resolve("holds"));
        for (int i = 0; i < 2; i++) {
            holds.add(new Hold("hold-" + i, NOW, NOW.plusSeconds(60), "", NOW, "anna", "a\tcase"));
        }
        AckTokens.load(data);
        new RuleCheckpoints(data.resolve("rules")).write(new RuleCheckpoints.Shot(7, state(), NOW));
    }

    private static byte[] state() throws IOException {
        RuleEngine engine = new RuleEngine(RuleFiles.parse(Map.of("rules.yml", RULES), new Problems()));
        for (int i = 0; i < 20; i++) {
            Fields fields = new Fields.Builder()
                    .add("user", "u" + i % 3)
                    .add("amount", "" + i)
                    .build();
            LogEvent event = new LogEvent(i, NOW, NOW, "{}".getBytes(StandardCharsets.UTF_8), fields, List.of());
            engine.observe(event, "http", NOW);
        }
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        engine.save(state);
        return state.toByteArray();
    }

    private List<Finding> check() {
        return new SmallFilesCheck(data).check();
    }

    @Test
    void whatIsWholeIsCounted() {
        assertThat(check())
                .containsExactly(
                        new Finding("audit.ndjson", null, "3 lines"),
                        new Finding("holds", null, "2 holds"),
                        new Finding("link.key", null, null),
                        new Finding("rules/windows", null, null));
    }

    @Test
    void whatIsMissingIsNoDamageAndNotMade() throws IOException {
        for (Finding found : check()) Files.delete(data.resolve(found.file()));

        assertThat(check()).isEmpty();
        assertThat(data.resolve("link.key")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit.ndjson", "holds", "link.key", "rules/windows"})
    void noBrokenByteGoesUnseen(String name) throws IOException {
        Path file = data.resolve(name);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            for (int bits : new int[] {0x01, 0x90}) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) bits;
                Files.write(file, bad);
                assertOnlyDamaged(name, "byte " + at + " of " + good.length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit.ndjson", "holds", "link.key", "rules/windows"})
    void noMissingByteGoesUnseen(String name) throws IOException {
        Path file = data.resolve(name);
        byte[] good = Files.readAllBytes(file);
        // The end of the last line of the audit log is told as a crash's, or not at all.
        int end = name.equals("audit.ndjson") ? good.length - 1 : good.length;
        for (int at = 0; at < end; at++) {
            byte[] bad = Arrays.copyOf(good, good.length - 1);
            System.arraycopy(good, at + 1, bad, at, bad.length - at);
            Files.write(file, bad);
            assertOnlyDamaged(name, "byte " + at + " of " + good.length);
        }
    }

    private void assertOnlyDamaged(String name, String where) {
        assertThat(check())
                .as(where)
                .filteredOn(found -> found.problem() != null)
                .extracting(Finding::file)
                .containsExactly(name);
    }

    @Test
    void aLineThatACrashCutOffIsNoDamage() throws IOException {
        Path file = data.resolve("audit.ndjson");
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length - 20));

        assertThat(check().getFirst().note()).isEqualTo("2 lines and an unfinished one, as a crash leaves it");
        assertThat(check()).extracting(Finding::problem).containsOnlyNulls();

        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertThat(check().getFirst().note()).isEqualTo("3 lines");
    }

    @Test
    void itIsSaidWhatToDo() throws IOException {
        for (String name : List.of("link.key", "rules/windows")) {
            Path file = data.resolve(name);
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 20));
        }

        List<Finding> found = check();
        assertThat(found.get(2).problem())
                .contains("it has 20 bytes, a key has 36; without the file a new one is made");
        assertThat(found.get(3).problem())
                .isEqualTo("it ends too early; a start reads the windows of the rules again from the logs");
    }
}
