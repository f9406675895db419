package io.tocsin.store;

import io.tocsin.model.EventParser;

/** The reference, with events that have layouts. */
class LayoutMemoryStoreTest extends MemoryStoreTest {
    private final EventParser parser = new LayoutJson();

    @Override
    public EventParser parser() {
        return parser;
    }
}
