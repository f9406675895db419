package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.api.AckToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AckTokensTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aTokenSaysWhatWasSigned(@TempDir Path data) throws Exception {
        String token = AckTokens.load(data).sign("i-1", 2, "anna", NOON);

        assertThat(AckTokens.load(data).read(token, NOON.plus(Duration.ofHours(23))))
                .contains(new AckToken("i-1", 2, "anna"));
    }

    @Test
    void aTokenExpires(@TempDir Path data) throws Exception {
        AckTokens tokens = AckTokens.load(data);

        assertThat(tokens.read(tokens.sign("i-1", 1, "anna", NOON), NOON.plus(AckTokens.VALID)))
                .isEmpty();
    }

    @Test
    void anyChangedCharacterSpoilsIt(@TempDir Path data) throws Exception {
        AckTokens tokens = AckTokens.load(data);
        String token = tokens.sign("i-1", 1, "anna", NOON);

        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.read(changed, NOON)).as(changed).isEmpty();
        }
    }

    @Test
    void nonsenseIsNoToken(@TempDir Path data) throws Exception {
        AckTokens tokens = AckTokens.load(data);

        for (String text : new String[] {"", ".", "a.b", "....", "é.é", "a"}) {
            assertThat(tokens.read(text, NOON)).as(text).isEmpty();
        }
    }

    @Test
    void anotherInstallationsTokenIsNone(@TempDir Path here, @TempDir Path there) throws Exception {
        String token = AckTokens.load(there).sign("i-1", 1, "anna", NOON);

        assertThat(AckTokens.load(here).read(token, NOON)).isEmpty();
    }

    @Test
    void noDamageOfAnyByteMakesAnotherKey(@TempDir Path data) throws Exception {
        String token = AckTokens.load(data).sign("i-1", 1, "anna", NOON);
        Path file = data.resolve("link.key");
        byte[] good = Files.readAllBytes(file);

        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            assertRefused(data, flipped, "its checksum is not that of its content");
            byte[] without = new byte[good.length - 1];
            System.arraycopy(good, 0, without, 0, at);
            System.arraycopy(good, at + 1, without, at, without.length - at);
            assertRefused(data, without, "it has 35 bytes, a key has 36");
            byte[] torn = Arrays.copyOf(good, at);
            // A key of the builds before 0.1.0, and the same one.
            if (at != 32) assertRefused(data, torn, "it has " + at + " bytes, a key has 36");
        }
        Files.write(file, Arrays.copyOf(good, 32));
        assertThat(AckTokens.load(data).read(token, NOON)).isPresent();
    }

    private static void assertRefused(Path data, byte[] bytes, String cause) throws IOException {
        Files.write(data.resolve("link.key"), bytes);
        assertThatThrownBy(() -> AckTokens.load(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link.key: " + cause);
    }

    @Test
    void onlyItsOwnerReadsTheKey(@TempDir Path data) throws Exception {
        AckTokens.load(data);

        assertThat(Files.getPosixFilePermissions(data.resolve("link.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
}
