package io.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodiesTest {
    private static final int ANY_SEED = 11;

    @Test
    void bodiesTogetherAreTheStreamWhateverItsLinesAreLike() throws IOException {
        byte[] lines = lines(new Random(ANY_SEED));
        ByteArrayOutputStream together = new ByteArrayOutputStream();

        try (Bodies bodies = new Bodies(new ByteArrayInputStream(lines))) {
            for (byte[] body = bodies.next(3); body.length > 0; body = bodies.next(3)) together.writeBytes(body);
        }

        assertThat(together.toByteArray()).isEqualTo(lines);
    }

    /** Five megabytes, so that the buffer is filled again and again, with lines that are longer than it among them. */
    private static byte[] lines(Random random) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000; i++) {
            int length = i % 900 == 0 ? 1_500_000 : random.nextInt(300);
            lines.writeBytes("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    @Test
    void aBodyHasAsManyLinesAsAskedForAndTheLastOneWhatIsLeft() throws IOException {
        byte[] lines = "a\nb\nc\nd".getBytes(StandardCharsets.US_ASCII);

        try (Bodies bodies = new Bodies(new ByteArrayInputStream(lines))) {
            assertThat(bodies.next(2)).asString(StandardCharsets.US_ASCII).isEqualTo("a\nb\n");
            assertThat(bodies.next(2)).asString(StandardCharsets.US_ASCII).isEqualTo("c\nd");
            assertThat(bodies.next(2)).isEmpty();
        }
    }
}
