package io.tocsin.server.api;

import io.tocsin.yaml.Nearest;
import java.util.Collection;

/** Nobody declared a heartbeat of that name. */
public final class NoSuchHeartbeatException extends RuntimeException {
    /** @param known the names that are declared */
    public NoSuchHeartbeatException(String name, Collection<String> known) {
        super("there is no heartbeat '" + name + "'" + Nearest.hint(name, known)
                + "; tocsin.yml declares them below 'heartbeats'");
    }
}
