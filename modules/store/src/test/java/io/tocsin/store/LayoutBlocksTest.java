package io.tocsin.store;

import io.tocsin.model.EventParser;

/** The contract with events with layouts, in blocks of many. */
class LayoutBlocksTest extends BlockStoreContract {
    private final EventParser parser = new LayoutJson();

    @Override
    public EventParser parser() {
        return parser;
    }

    @Override
    StoreSettings settings() {
        return StoreSettings.defaults().withBlocksOf(300);
    }
}
