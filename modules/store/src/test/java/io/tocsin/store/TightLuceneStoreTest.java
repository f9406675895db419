package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Searches on an index that has a numeric index for two names only, and writes many small segments. */
class TightLuceneStoreTest implements SearchContract, ReplayContract {
    @TempDir
    Path temporary;

    private Path folder = Path.of("index");

    private EventStore openFolder() throws IOException {
        return LuceneStore.open(temporary.resolve(folder), parser(), new StoreSettings(1, 2));
    }

    @Override
    public EventStore open() throws IOException {
        return openFolder();
    }

    @Override
    public EventStore reopened(EventStore store) throws IOException {
        store.close();
        return openFolder();
    }

    @Override
    public EventStore crashed(EventStore store) throws IOException {
        Path next = Path.of(folder + "x");
        FolderCopy.of(temporary.resolve(folder), temporary.resolve(next));
        store.close();
        folder = next;
        return openFolder();
    }
}
