package io.tocsin.server;

/** A loop that has too much waiting to take more. */
final class LoopFullException extends RuntimeException {
    LoopFullException(String loop, int limit) {
        super("cannot take more work on the " + loop + " loop: " + limit + " tasks wait");
    }
}
