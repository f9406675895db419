package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.escalation.Signal;
import io.tocsin.server.report.ArchivedIncident;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever changes an exported timeline is found, wherever it was. */
class IncidentExportTest {
    private final MemoryIncidents incidents = new MemoryIncidents();

    private byte[] export(int remarks) {
        incidents.open("i-1", "HighErrorRate", "payment_api");
        for (int i = 0; i < remarks; i++) incidents.act("i-1", new Signal.Note("anna", "a \"remark\", é\u2028 " + i));
        ArchivedIncident story = incidents.story("i-1").result();
        return IncidentExport.write(story, MemoryIncidents.NOW);
    }

    private static boolean holds(byte[] file) {
        try {
            return IncidentExport.verify(file).broken() == null;
        } catch (IllegalArgumentException noExport) {
            return false;
        }
    }

    private static List<String> lines(byte[] file) {
        return new ArrayList<>(List.of(new String(file, StandardCharsets.UTF_8).split("\n", -1)));
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFileAsItWasWrittenHolds() {
        for (int remarks : new int[] {0, 1, 30, 300}) {
            IncidentExport.Verdict verdict = IncidentExport.verify(export(remarks));

            assertThat(verdict.broken()).isNull();
            assertThat(verdict.incident()).isEqualTo("i-1");
            assertThat(verdict.entries() + verdict.folded()).isEqualTo(remarks + 2);
        }
    }

    @Test
    void everyFlippedByteIsFound() {
        byte[] file = export(3);
        for (int at = 0; at < file.length; at++) {
            for (int bit : new int[] {1, 2, 32}) {
                byte[] changed = file.clone();
                changed[at] ^= (byte) bit;
                assertThat(holds(changed)).as("byte %d, bit %d", at, bit).isFalse();
            }
        }
    }

    @Test
    void everyFlippedByteOfAnEntryNamesTheEntry() {
        byte[] file = export(3);
        List<String> lines = lines(file);
        int from = 0;
        for (int line = 0; line < lines.size() - 2; line++) {
            int length = lines.get(line).getBytes(StandardCharsets.UTF_8).length;
            for (int at = from; line > 0 && at < from + length; at++) {
                byte[] changed = file.clone();
                changed[at] = (byte) (changed[at] == 'x' ? 'y' : 'x');
                assertThat(Objects.requireNonNull(IncidentExport.verify(changed).broken())
                                .number())
                        .as("byte %d", at)
                        .isEqualTo(line);
            }
            from += length + 1;
        }
    }

    @Test
    void everyCutEndIsFound() {
        byte[] file = export(3);
        for (int length = 0; length < file.length; length++) {
            assertThat(holds(java.util.Arrays.copyOf(file, length)))
                    .as("first %d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void linesThatWereTakenOutDoubledOrMovedAreFound() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<String> lines = lines(export(2 + random.nextInt(250)));
            int at = random.nextInt(lines.size() - 2);
            switch (random.nextInt(3)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(random.nextInt(lines.size() - 1)));
                default -> Collections.swap(lines, at, at + 1);
            }
            assertThat(holds(bytes(lines))).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void theFirstLineIsCoveredToo() {
        List<String> lines = lines(export(1));
        lines.set(0, lines.getFirst().replace("HighErrorRate", "LowErrorRate"));

        assertThat(Objects.requireNonNull(IncidentExport.verify(bytes(lines)).broken()))
                .isEqualTo(new io.tocsin.escalation.Chain.Break(
                        0, "the first line or the last one was changed; every entry is as it was written"));
    }

    @Test
    void whatIsNoExportIsRefused() {
        for (String file : new String[] {"", "\n", "{}", "hello", "{\"format\":\"tocsin-incident-2\"}\n"}) {
            assertThatThrownBy(() -> IncidentExport.verify(file.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tocsin-incident-1");
        }
    }
}
