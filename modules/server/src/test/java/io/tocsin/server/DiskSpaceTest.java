package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
    private static final long MB = 1L << 20;

    private final AtomicLong free = new AtomicLong();
    private long total = 10_000 * MB;
    private boolean broken;
    private final DiskSpace space = new DiskSpace(() -> {
        if (broken) throw new IOException("input/output error");
        return new DiskSpace.Room(free.get(), total);
    });

    private boolean tightWith(long megabytes) {
        free.set(megabytes * MB);
        space.look();
        return space.tight();
    }

    @Test
    void aSmallDiskIsTightBelow256MiB() {
        assertThat(tightWith(257)).isFalse();
        assertThat(tightWith(255)).isTrue();
        assertThat(space.detail()).isEqualTo("255 MiB free, limit 256 MiB");
    }

    @Test
    void aLargeDiskIsTightBelowAHundredth() {
        total = 100_000 * MB;

        assertThat(tightWith(1_001)).isFalse();
        assertThat(tightWith(999)).isTrue();
    }

    @Test
    void itIsWellAgainWithAQuarterMoreThanTheLimit() {
        assertThat(tightWith(200)).isTrue();
        assertThat(tightWith(300)).as("else it would say yes and no in turns").isTrue();
        assertThat(tightWith(321)).isFalse();
        assertThat(tightWith(300)).isFalse();
    }

    @Test
    void aDiskThatCannotTellChangesNothing() {
        assertThat(tightWith(200)).isTrue();
        broken = true;

        assertThat(tightWith(5_000)).isTrue();
    }
}
