package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A block with a broken byte anywhere says so, or gives what was written; never anything else. */
class BrokenBlockTest {
    private final List<LogEvent> events = events(900);
    private final byte[] whole = new BlockWriter().write(events);
    private final List<LogEvent> fewEvents = events.subList(0, 30);
    private final byte[] small = new BlockWriter().write(fewEvents);

    @Test
    void aFlippedBitAnywhereInASmallBlockIsNoticed() {
        for (int at = 0; at < small.length; at++) {
            for (int bit = at % 3; bit < 8; bit += 3) {
                byte[] flipped = small.clone();
                flipped[at] ^= (byte) (1 << bit);
                exactOrRefused(flipped, fewEvents, "bit " + bit + " of byte " + at);
            }
        }
    }

    @Test
    void everyTornOrMissingByteOfASmallBlockIsNoticed() {
        for (int at = 0; at < small.length; at++) {
            byte[] torn = Arrays.copyOf(small, at);
            assertThatThrownBy(() -> Block.read(torn, 0, torn.length)).isInstanceOf(IOException.class);
            byte[] missing = Arrays.copyOf(small, small.length - 1);
            System.arraycopy(small, at + 1, missing, at, small.length - 1 - at);
            exactOrRefused(missing, fewEvents, "missing byte " + at);
        }
    }

    @Test
    void flippedAndMissingBytesOfALargeBlockAreNoticed() {
        Random random = new Random(12);
        for (int i = 0; i < 500; i++) {
            byte[] broken = whole.clone();
            int at = random.nextInt(whole.length);
            int length = Math.min(1 + random.nextInt(1 + random.nextInt(64)), whole.length - at);
            for (int j = 0; j < length; j++) broken[at + j] = (byte) random.nextInt();
            exactOrRefused(broken, events, length + " bytes at " + at);
        }
    }

    @Test
    void garbageIsRefused() {
        Random random = new Random(13);
        for (int i = 0; i < 5_000; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            if (garbage.length > 0) garbage[0] = BlockWriter.VERSION;
            assertThatThrownBy(() -> Block.read(garbage, 0, garbage.length)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLaterVersionIsRefusedByName() {
        byte[] later = small.clone();
        later[0] = 7;

        assertThatThrownBy(() -> Block.read(later, 0, later.length))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 7");
    }

    @Test
    void aBlockIsReadFromTheMiddleOfAnArray() throws IOException {
        byte[] around = new byte[small.length + 20];
        Arrays.fill(around, (byte) 0x55);
        System.arraycopy(small, 0, around, 9, small.length);

        BlockAssert.holds(Block.read(around, 9, small.length), fewEvents);
    }

    @Test
    void aColumnThatWasRefusedOnceIsRefusedAgain() {
        byte[] broken = whole.clone();
        broken[whole.length - 5] ^= 1;
        for (int round = 0; round < 3; round++) exactOrRefused(broken, events, "round " + round);
        assertThatThrownBy(() -> {
                    Block block = Block.read(broken, 0, broken.length);
                    for (int round = 0; round < 2; round++) {
                        for (int c = 0; c < block.columns(); c++) readAgain(block, c);
                    }
                    for (int i = 0; i < events.size(); i++) block.json(i);
                })
                .isInstanceOf(IOException.class);
    }

    private static void readAgain(Block block, int column) throws IOException {
        try {
            block.column(column);
        } catch (IOException refused) {
            assertThatThrownBy(() -> block.column(column)).isInstanceOf(IOException.class);
        }
    }

    private static void exactOrRefused(byte[] bytes, List<LogEvent> events, String what) {
        try {
            Block block = Block.read(bytes, 0, bytes.length);
            assertThat(block.events()).isEqualTo(events.size());
            for (int i = 0; i < events.size(); i++) exactOrRefused(block, i, events.get(i), what);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("cannot read block");
        } catch (RuntimeException | OutOfMemoryError wrong) {
            fail(what, wrong);
        }
    }

    private static void exactOrRefused(Block block, int index, LogEvent event, String what) {
        assertThat(block.id(index)).as(what).isEqualTo(event.id());
        assertThat(block.time(index)).as(what).isEqualTo(IndexTime.of(event.time()));
        try {
            assertThat(Arrays.equals(block.json(index), event.json())).as(what).isTrue();
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("cannot read block");
        }
    }

    private static List<LogEvent> events(int count) {
        Random random = new Random(14);
        LayoutJson parser = new LayoutJson();
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant time = RandomEvents.START.plusMillis(i * 37L + random.nextInt(30));
            String json =
                    "{\"timestamp\":\"%s\",\"time\":\"%s\",\"level\":\"%s\",\"request_id\":\"req-%016x\",\"user\":\"u%d\","
                                    .formatted(
                                            time,
                                            time,
                                            random.nextInt(9) == 0 ? "ERROR" : "INFO",
                                            random.nextLong() >> 60,
                                            i % 300)
                            + "\"message\":\"%s order %d of %s took %d ms\",\"ms\":%d,\"amount\":%d.%02d}"
                                    .formatted(
                                            random.nextBoolean() ? "Read" : "Wrote",
                                            random.nextInt(100_000),
                                            "u" + i % 300,
                                            random.nextInt(900),
                                            random.nextInt(900),
                                            random.nextInt(90),
                                            random.nextInt(100));
            events.add(parser.parse(i, time.plusMillis(3), json.getBytes(StandardCharsets.UTF_8)));
        }
        events.addAll(new RandomEvents(random).batch(3));
        return events;
    }
}
