package io.tocsin.rules.match;

import io.tocsin.model.Layout;
import java.util.Collection;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where in an event the fields are that conditions ask, found once for each layout and not once for each question. */
final class FieldPlaces {
    /** For events without a layout: nothing is known, whatever the field. */
    static final FieldPlaces NOWHERE = new FieldPlaces(new int[0][]);

    private final int[][] byField;

    private FieldPlaces(int[][] byField) {
        this.byField = byField;
    }

    /** The places of these fields, which are numbered in their order. */
    static FieldPlaces of(Layout layout, Collection<String> fields) {
        return new FieldPlaces(fields.stream().map(field -> of(layout, field)).toArray(int[][]::new));
    }

    private static int[] of(Layout layout, String field) {
        return IntStream.range(0, layout.fields())
                .filter(i -> layout.fieldName(i).equals(field))
                .toArray();
    }

    /** None when the event does not have the field; null when that is not known. The last field may be missing nevertheless. */
    int @Nullable [] of(int field) {
        return field >= 0 && field < byField.length ? byField[field] : null;
    }
}
