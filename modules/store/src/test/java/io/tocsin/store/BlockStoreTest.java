package io.tocsin.store;

/** The contract with blocks of the usual size, and events that have no layout: each is read by itself. */
class BlockStoreTest extends BlockStoreContract {
    @Override
    StoreSettings settings() {
        return StoreSettings.defaults();
    }
}
