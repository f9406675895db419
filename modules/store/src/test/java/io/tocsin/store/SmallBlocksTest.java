package io.tocsin.store;

import io.tocsin.model.EventParser;

/** The contract with many small blocks, and events with layouts: columns decide. */
class SmallBlocksTest extends BlockStoreContract {
    private final EventParser parser = new LayoutJson();

    @Override
    public EventParser parser() {
        return parser;
    }

    @Override
    StoreSettings settings() {
        return StoreSettings.defaults().withBlocksOf(13);
    }
}
