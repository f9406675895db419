package io.tocsin.store;

import java.io.IOException;

/** The reference keeps the contract itself. */
class MemoryStoreTest extends StoreContract {
    @Override
    public EventStore open() {
        return new MemoryStore();
    }

    @Override
    public EventStore reopened(EventStore store) throws IOException {
        store.close();
        return ((MemoryStore) store).crashed();
    }

    @Override
    public EventStore crashed(EventStore store) {
        return ((MemoryStore) store).crashed();
    }
}
