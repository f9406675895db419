package io.tocsin.benchmarks;

import io.tocsin.ingest.BodyDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.store.BlockStore;
import io.tocsin.store.EventStore;
import io.tocsin.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The one place that knows which store is measured. */
final class Stores {
    private Stores() {}

    static EventStore open(Path folder) throws IOException {
        return BlockStore.open(folder, Samples.decoder(), StoreSettings.defaults());
    }

    /** All that a server does between batches, to its end: what is measured should lie on the disk as it does there. */
    static void keepHouse(EventStore store) throws IOException {
        boolean more = true;
        while (more) more = store.maintain();
    }

    /** Decodes bodies as the server does, and numbers their events from 1. */
    static BodyDecoder bodies() {
        return new BodyDecoder(Samples.decoder(), new AtomicLong()::incrementAndGet, Limits.defaults());
    }
}
