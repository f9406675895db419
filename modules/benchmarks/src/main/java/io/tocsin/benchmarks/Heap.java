package io.tocsin.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much of the heap is in use. */
final class Heap {
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private Heap() {}

    /** Bytes that are still reachable. */
    static long used() {
        for (int i = 0; i < 3; i++) MEMORY.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
