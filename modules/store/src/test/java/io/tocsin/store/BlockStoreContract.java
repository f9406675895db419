package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract on folders. */
abstract class BlockStoreContract extends StoreContract {
    @TempDir(factory = FolderInMemory.class)
    Path temporary;

    private String name = "index";

    abstract StoreSettings settings();

    private EventStore openFolder() throws IOException {
        return BlockStore.open(temporary.resolve(name), parser(), settings());
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
        String next = name + "x";
        FolderCopy.of(temporary.resolve(name), temporary.resolve(next));
        store.close();
        name = next;
        return openFolder();
    }
}
