package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.routing.Entity;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.RouterState;
import io.tocsin.routing.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerSnapshotsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path folder;

    /** A message of the wire format, built by hand. */
    private static String message(int field, String content) {
        return "%02x".formatted((field << 3) | 2) + length(content) + content;
    }

    private static String length(String content) {
        int bytes = content.length() / 2;
        return bytes < 128 ? "%02x".formatted(bytes) : "%02x%02x".formatted((bytes & 127) | 128, bytes >> 7);
    }

    private static String text(int field, String text) {
        return message(field, HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    private static String number(int field, long value) {
        return "%02x".formatted(field << 3) + varint(value);
    }

    private static String varint(long value) {
        StringBuilder out = new StringBuilder();
        long rest = value;
        for (; (rest & ~127L) != 0; rest >>>= 7) out.append("%02x".formatted((rest & 127) | 128));
        return out.append("%02x".formatted(rest)).toString();
    }

    private static String time(int field, Instant time) {
        return message(field, number(1, time.getEpochSecond()) + number(2, time.getNano()));
    }

    private void write(String file, String... messages) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String each : messages) all.append(length(each)).append(each);
        Files.write(folder.resolve(file), HexFormat.of().parseHex(all));
    }

    private static String silence(String id, Instant end, String... more) {
        String matcher = message(2, number(1, 3) + text(2, "team") + text(3, "db|web"));
        String plain = message(2, text(2, "alertname") + text(3, "Müde"));
        return message(
                        1,
                        text(1, id)
                                + plain
                                + matcher
                                + time(3, NOON.minusSeconds(60))
                                + time(4, end)
                                + time(5, NOON.minusSeconds(61))
                                + text(8, "anna")
                                + text(9, "repair")
                                + message(10, text(1, "ticket") + text(2, "T-1"))
                                + String.join("", more))
                + time(2, end.plusSeconds(432_000));
    }

    @Test
    void silencesThatHoldAreTakenOver() throws IOException {
        write("silences", silence("one", NOON.plusSeconds(60)), silence("old", NOON.minusSeconds(1)));

        RouterState read = AlertmanagerSnapshots.read(folder, NOON);

        assertThat(read.silences()).hasSize(1);
        Silence silence = read.silences().getFirst().silence();
        assertThat(silence.id()).isEqualTo("one");
        assertThat(silence.matchers())
                .containsExactly(
                        new Matcher("alertname", Operator.EQUAL, "Müde"),
                        new Matcher("team", Operator.NOT_REGEX, "db|web"));
        assertThat(silence.startsAt()).isEqualTo(NOON.minusSeconds(60));
        assertThat(silence.endsAt()).isEqualTo(NOON.plusSeconds(60));
        assertThat(silence.createdBy()).isEqualTo("anna");
        assertThat(silence.comment()).isEqualTo("repair");
        assertThat(silence.annotations()).containsEntry("ticket", "T-1");
    }

    @Test
    void newerVersionsKeepMatchersInSets() throws IOException {
        String set = message(11, message(1, number(1, 2) + text(2, "a") + text(3, "b")));
        write("silences", silence("one", NOON.plusSeconds(60), set));

        assertThat(AlertmanagerSnapshots.read(folder, NOON)
                        .silences()
                        .getFirst()
                        .silence()
                        .matchers())
                .containsExactly(new Matcher("a", Operator.NOT_EQUAL, "b"));
    }

    @Test
    void theLogIsTakenOverAsFarAsItWasStillKept() throws IOException {
        String receiver = message(2, text(1, "oncall") + text(2, "webhook") + number(3, 1));
        String packed = message(6, varint(-1) + varint(7));
        String entry = message(
                1,
                text(1, "{}:{a=\"b\"}")
                        + receiver
                        + text(3, "old")
                        + number(4, 1)
                        + time(5, NOON)
                        + packed
                        + number(7, 9));
        write("nflog", entry + time(2, NOON.plusSeconds(1)), entry + time(2, NOON));

        List<Entity.LogEntry> log = AlertmanagerSnapshots.read(folder, NOON).log();

        assertThat(log)
                .containsExactly(new Entity.LogEntry(
                        "{}:{a=\"b\"}", "oncall", "alertmanager:webhook[1]", NOON, List.of(-1L, 7L), List.of(9L)));
    }

    @Test
    void withoutFilesThereIsNothing() throws IOException {
        assertThat(AlertmanagerSnapshots.read(folder, NOON)).isEqualTo(RouterState.EMPTY);
    }

    @Test
    void whateverElseStandsThereIsRefusedAndDoesNoHarm() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            Files.write(folder.resolve("silences"), noise);
            try {
                AlertmanagerSnapshots.read(folder, NOON);
            } catch (IOException | IllegalArgumentException | java.time.DateTimeException expected) {
                assertThat(expected).isNotNull();
            }
        }
        Files.write(folder.resolve("silences"), new byte[] {5, 1});
        assertThatThrownBy(() -> AlertmanagerSnapshots.read(folder, NOON)).isInstanceOf(IOException.class);
    }
}
