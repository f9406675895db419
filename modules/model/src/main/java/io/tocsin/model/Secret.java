package io.tocsin.model;

/** Text that must never be printed: it shows as stars wherever it is logged, and has to be {@link #reveal revealed}. */
public record Secret(String reveal) {
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return reveal.isEmpty();
    }

    @Override
    public String toString() {
        return reveal.isEmpty() ? "" : "****";
    }
}
