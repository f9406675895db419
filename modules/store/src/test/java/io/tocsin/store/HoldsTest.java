package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldsTest {
    private static final Hold PLAIN = new Hold(
            "case-7",
            RandomEvents.START,
            RandomEvents.START.plusNanos(1),
            "audit",
            RandomEvents.START,
            "anna",
            "letter of the court");

    private static final Hold STRANGE = new Hold(
            "tab\tline\nback\\slash\\t",
            Instant.MIN,
            Instant.MAX,
            null,
            RandomEvents.START,
            "",
            "\r\n\t\\ ü 日本 😀 \\n -");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("holds");
    }

    @Test
    void holdsOutliveTheProcess() throws IOException {
        Holds holds = Holds.open(file());
        assertThat(holds.list()).isEmpty();

        holds.add(PLAIN);
        holds.add(STRANGE);

        assertThat(Holds.open(file()).list()).containsExactly(PLAIN, STRANGE).isEqualTo(holds.list());
        assertThat(holds.release("case-7")).isTrue();
        assertThat(holds.release("case-7")).isFalse();
        assertThat(Holds.open(file()).list()).containsExactly(STRANGE);
    }

    @Test
    void aSecondHoldOfTheSameNameIsRefused() throws IOException {
        Holds holds = Holds.open(file());
        holds.add(PLAIN);

        assertThatThrownBy(() -> holds.add(PLAIN))
                .hasMessage("cannot hold events as 'case-7': there is a hold of that name");
        assertThat(holds.list()).hasSize(1);
    }

    @Test
    void whatAnInterruptedChangeLeftIsNoHold() throws IOException {
        Holds holds = Holds.open(file());
        holds.add(PLAIN);
        Files.writeString(folder.resolve("holds.pending"), "tocsin-holds 1 torn");

        Holds again = Holds.open(file());
        assertThat(again.list()).containsExactly(PLAIN);
        again.add(STRANGE);
        assertThat(Holds.open(file()).list()).hasSize(2);
    }

    @Test
    void noDamageOfAnyByteLetsGoOfWhatIsHeld() throws IOException {
        Holds holds = Holds.open(file());
        holds.add(PLAIN);
        holds.add(STRANGE);
        byte[] good = Files.readAllBytes(file());
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertRefused(flipped);
            }
            byte[] torn = Arrays.copyOf(good, at);
            assertRefused(torn);
            byte[] without = Arrays.copyOf(good, good.length - 1);
            System.arraycopy(good, at + 1, without, at, without.length - at);
            assertRefused(without);
        }
    }

    private void assertRefused(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
        assertThatThrownBy(() -> Holds.open(file()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot read what is held back in " + file() + ": it");
    }

    @Test
    void aFileOfALaterVersionIsRefusedWithItsReason() throws IOException {
        Files.writeString(file(), "tocsin-holds 2 00000000\n");

        assertThatThrownBy(() -> Holds.open(file()))
                .hasMessageContaining("cannot read what is held back")
                .hasMessageContaining("tocsin-holds 1");
    }

    @Test
    void aHoldThatHoldsNothingIsRefused() {
        assertThatThrownBy(() ->
                        new Hold("x", RandomEvents.START, RandomEvents.START.minusNanos(1), null, Instant.MIN, "", ""))
                .hasMessageContaining("it ends too early");
        assertThatThrownBy(() -> new Hold(" ", Instant.MIN, Instant.MAX, null, Instant.MIN, "", ""))
                .hasMessage("cannot hold events without an id for the hold");
    }

    @Test
    void aDeletionOfWhatIsHeldIsSeen() {
        Instant start = RandomEvents.START;

        assertThat(PLAIN.touches(Instant.MIN, start)).isFalse();
        assertThat(PLAIN.touches(Instant.MIN, start.plusNanos(1))).isTrue();
        assertThat(PLAIN.touches(start.plusNanos(1), Instant.MAX)).isTrue();
        assertThat(PLAIN.touches(start.plusNanos(2), Instant.MAX)).isFalse();
        assertThat(STRANGE.touches(start, start)).isFalse();
        assertThat(List.of(PLAIN, STRANGE)).allMatch(hold -> hold.touches(Instant.MIN, Instant.MAX));
    }
}
