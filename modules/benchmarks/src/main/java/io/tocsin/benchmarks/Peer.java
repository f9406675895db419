package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Something to be measured, in a process of its own so that its processor time can be told from everybody else's. */
interface Peer extends AutoCloseable {
    /** Does what is asked; numbers in the answer are seconds, events and bytes. */
    JsonObject answer(String command, JsonObject given) throws Exception;

    @Override
    default void close() throws IOException {}
}
