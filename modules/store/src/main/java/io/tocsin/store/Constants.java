package io.tocsin.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The constant text of a template: services write the same ones all day, so what is found out of one is good for many blocks. */
final class Constants {
    private final byte[][] parts;
    private int hash;

    Constants(byte[][] parts) {
        this.parts = parts;
    }

    /** The text before, between and after the variables; not to be written to. */
    byte[][] parts() {
        return parts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Constants constants
                && constants.hashCode() == hashCode()
                && Arrays.deepEquals(constants.parts, parts);
    }

    @Override
    public int hashCode() {
        // Two threads that ask at once write the same number.
        if (hash == 0) hash = Arrays.deepHashCode(parts);
        return hash;
    }
}
