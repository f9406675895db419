package io.tocsin.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a statement with pipes.
 *
 * @param columns names: {@code time} for the bucket (RFC 3339), then the fields, then the measures as they were written
 * @param rows text or number (Long or Double) each; null where an event lacks the field or a measure has no number
 * @param truncated whether there were more groups than {@link Tally#GROUPS_MAX}
 */
public record Table(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {}
