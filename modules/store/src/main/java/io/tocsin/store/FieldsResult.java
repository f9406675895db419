package io.tocsin.store;

import java.util.List;

/**
 * The fields of the events in scope, the most frequent first and then by name.
 *
 * @param partial whether patience ran out: numbers may be too low then, and fields missing
 */
public record FieldsResult(List<FieldUse> fields, boolean partial) {
    public FieldsResult {
        fields = List.copyOf(fields);
    }
}
