package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on an index that has a numeric index for two names only, and writes many small segments. */
class TightLuceneStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    EventStore open() throws IOException {
        return LuceneStore.open(folder, new TinyJson(), new StoreSettings(1, 2));
    }
}
