package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockCacheTest {
    private final List<LogEvent> events = new RandomEvents(new Random(4)).batch(40);
    private final byte[] bytes = new BlockWriter().write(events);

    /** A chunk of some segment. */
    private final class Part implements Chunk {
        private final Object owner;
        private final List<Runnable> goes;

        Part(Object owner, List<Runnable> goes) {
            this.owner = owner;
            this.goes = goes;
        }

        @Override
        public long minTime() {
            return 0;
        }

        @Override
        public long maxTime() {
            return 0;
        }

        @Override
        public int events() {
            return events.size();
        }

        @Override
        public Block read() throws IOException {
            return Block.read(bytes, 0, bytes.length);
        }

        @Override
        public Object owner() {
            return owner;
        }

        @Override
        public void onceGone(Runnable action) {
            goes.add(action);
        }
    }

    private final List<Runnable> goes = new ArrayList<>();

    private Chunk part(Object owner) {
        return new Part(owner, goes);
    }

    @Test
    void itHoldsSoManyBytesAndLetsGoOfWhatWasNotUsedForLongest() throws IOException {
        long each = part("x").read().weight();
        BlockCache cache = new BlockCache(20 * each);
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Chunk chunk = part("segment");
            chunks.add(chunk);
            cache.keep(chunk, chunk.read());
            cache.keep(chunk, chunk.read());
            assertThat(cache.find(chunks.getFirst())).isNotNull();
        }

        assertThat(cache.bytes()).isLessThanOrEqualTo(20 * each);
        assertThat(cache.size()).isEqualTo(20);
        assertThat(cache.find(chunks.get(1))).isNull();
        assertThat(cache.find(chunks.getLast())).isNotNull();
        assertThat(goes).hasSize(1);
    }

    @Test
    void forABlockThatIsAskedOnceNoOtherGoes() throws IOException {
        long each = part("x").read().weight();
        BlockCache cache = new BlockCache(20 * each);
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Chunk chunk = part("segment");
            chunks.add(chunk);
            cache.keep(chunk, chunk.read());
        }
        assertThat(chunks.subList(0, 20)).allMatch(chunk -> cache.find(chunk) != null);
        assertThat(chunks.subList(20, 100)).allMatch(chunk -> cache.find(chunk) == null);

        Chunk late = chunks.getLast();
        Chunk forgotten = chunks.get(30);
        cache.keep(late, late.read());
        cache.keep(forgotten, forgotten.read());

        assertThat(cache.find(late)).isNotNull();
        assertThat(cache.find(forgotten)).as("asked too long ago").isNull();
        assertThat(cache.bytes()).isLessThanOrEqualTo(20 * each);
    }

    @Test
    void aBlockThatHasGrownWeighsWhatItWeighsNow() throws IOException {
        Chunk chunk = part("segment");
        Block block = chunk.read();
        BlockCache cache = new BlockCache(1L << 30);
        cache.keep(chunk, block);
        long before = cache.bytes();
        for (int i = 0; i < events.size(); i++) block.json(i);
        block.eventsOf(0);
        cache.keep(chunk, block);

        assertThat(cache.bytes()).isEqualTo(block.weight()).isGreaterThan(before);
        assertThat(cache.find(chunk)).isSameAs(block);
    }

    @Test
    void whatBelongsToASegmentThatHasGoneGoesToo() throws IOException {
        BlockCache cache = new BlockCache(1L << 30);
        Chunk first = part("first");
        Chunk second = part("second");
        cache.keep(first, first.read());
        cache.keep(second, second.read());
        goes.getFirst().run();

        assertThat(cache.find(first)).isNull();
        assertThat(cache.find(second)).isNotNull();
        assertThat(cache.bytes()).isEqualTo(second.read().weight());
    }

    @Test
    void aBlockThatWouldDriveOutManyIsNotKept() throws IOException {
        Chunk chunk = part("segment");
        BlockCache cache = new BlockCache(chunk.read().weight() * 2);
        cache.keep(chunk, chunk.read());

        assertThat(cache.find(chunk)).isNull();
        assertThat(cache.bytes()).isZero();
        assertThat(BlockCache.none().allowance()).isZero();
    }
}
