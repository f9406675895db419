package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockTest {
    private final BlockWriter writer = new BlockWriter();
    private final LayoutJson parser = new LayoutJson();

    @Test
    void everyNastyEventComesBackByteForByte() throws IOException {
        comesBack(events(NastyEvents.all()));
        for (LogEvent event : events(NastyEvents.all())) comesBack(List.of(event));
    }

    @Test
    void randomEventsComeBackFromBlocksOfAnySize() throws IOException {
        Random random = new Random(7);
        RandomEvents source = new RandomEvents(random);
        for (int block = 0; block < 60; block++) {
            int size = 1 + random.nextInt(block % 10 == 0 ? 5_000 : 300);
            List<String> lines = new ArrayList<>();
            for (LogEvent event : source.batch(size)) lines.add(new String(event.json(), StandardCharsets.UTF_8));
            comesBack(events(lines));
        }
    }

    @Test
    void eventsWithoutLayoutComeBack() throws IOException {
        List<LogEvent> raw = new RandomEvents(new Random(8)).batch(500);
        comesBack(raw);
    }

    private List<LogEvent> events(List<String> lines) {
        Instant start = RandomEvents.START;
        return IntStream.range(0, lines.size())
                .mapToObj(i -> parser.parse(
                        1_000 + i, start.plusMillis(i / 10), lines.get(i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private void comesBack(List<LogEvent> events) throws IOException {
        byte[] bytes = writer.write(events);

        Block block = Block.read(bytes, 0, bytes.length);

        BlockAssert.holds(block, events);
        assertThat(writer.write(events))
                .as("the same events give the same block")
                .isEqualTo(bytes);
    }
}
