package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.AckToken;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
}
