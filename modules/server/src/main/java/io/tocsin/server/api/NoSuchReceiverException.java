package io.tocsin.server.api;

import io.tocsin.yaml.Nearest;
import java.util.Collection;

/** Nobody of that name can be told anything. */
public final class NoSuchReceiverException extends RuntimeException {
    /**
     * @param what a receiver or a person
     * @param known the names that there are
     */
    public NoSuchReceiverException(String what, String name, Collection<String> known) {
        super("there is no " + what + " '" + name + "'" + Nearest.hint(name, known));
    }
}
