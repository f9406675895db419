package io.tocsin.journal;

import java.util.Random;

/** The same of a disk that takes whole blocks only. */
class BlockDiskFailureTest extends JournalDiskFailureTest {
    @Override
    MemoryDisk disk() {
        return new MemoryDisk(new Random(5), 64);
    }
}
