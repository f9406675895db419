package io.tocsin.template;

import java.time.Instant;

/** For methods that print and ask for nothing. */
enum NoContext implements Context {
    NONE;

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public boolean html() {
        return false;
    }

    @Override
    public Budget budget() {
        return new Budget();
    }

    @Override
    public String routeLabel(String name) {
        return "";
    }
}
