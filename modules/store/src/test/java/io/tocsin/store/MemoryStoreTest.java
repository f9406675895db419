package io.tocsin.store;

/** The reference keeps the contract itself. */
class MemoryStoreTest extends StoreContract {
    @Override
    EventStore open() {
        return new MemoryStore();
    }
}
