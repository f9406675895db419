package io.tocsin.server;

import io.tocsin.server.api.BusyException;

/** A loop that has too much waiting to take more. */
final class LoopFullException extends BusyException {
    LoopFullException(String loop, int limit) {
        super("cannot take more work on the " + loop + " loop: " + limit + " tasks wait");
    }
}
