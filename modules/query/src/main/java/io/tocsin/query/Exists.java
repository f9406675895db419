package io.tocsin.query;

/** The event has the field, with any value, the empty text included: {@code trace_id:*} or {@code _exists_:trace_id}. */
public record Exists(String field) implements Leaf {
    /**
     * Keeps the name.
     *
     * @throws IllegalArgumentException for an empty or reserved one
     */
    public Exists {
        Check.field(field);
    }

    @Override
    public boolean test(String value) {
        return true;
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":*";
    }
}
