package io.tocsin.ingest;

import java.util.List;

/**
 * What is made unreadable before anything is stored: the event that is kept, searched and returned is the masked one.
 *
 * @param cards whether card numbers are masked wherever they stand but in correlation IDs and the time: their first six and
 *     last four digits stay
 * @param fields dotted paths whose whole value becomes {@code ***}; a {@code *} at the end stands for any rest of the path
 */
public record Masking(boolean cards, List<String> fields) {
    /** Masks nothing. */
    public static final Masking NONE = new Masking(false, List.of());

    /**
     * A setting.
     *
     * @throws IllegalArgumentException when a path is empty, is nothing but {@code *}, or has one that is not at its end
     */
    public Masking {
        fields = List.copyOf(fields);
        for (String field : fields) {
            int star = field.indexOf('*');
            if (field.isBlank() || star == 0 || (star > 0 && star < field.length() - 1)) {
                throw new IllegalArgumentException(
                        "cannot mask field '" + field + "': it must be a dotted path, with a * at its end or none");
            }
        }
    }

    /** Card numbers, and no field. */
    public static Masking defaults() {
        return new Masking(true, List.of());
    }
}
