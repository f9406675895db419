package io.tocsin.server.rehearse;

import io.tocsin.model.LogEvent;
import java.time.Instant;
import java.util.List;

/** The way in: bytes to events, as the server reads them. */
@FunctionalInterface
public interface Door {
    /**
     * Takes a body.
     *
     * @param batch what its sender calls it: a batch of a name that came before is known, and gives nothing
     * @return its events, rejects among them, in their order
     */
    List<LogEvent> take(String source, String batch, byte[] body, Instant now);
}
