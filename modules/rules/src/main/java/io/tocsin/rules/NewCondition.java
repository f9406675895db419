package io.tocsin.rules;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code new(f)}, {@code new(f, g)}: a combination of values that the key has not had before. Eager, but only once the
 * history of the key is long enough.
 *
 * @param fields one to three
 * @param history how long a value is remembered ({@code history:}, 14d when the rule does not say)
 * @param learnAfter for how long a key must be known before anything of it is new; zero when everything is
 */
public record NewCondition(List<KeyField> fields, Duration history, Duration learnAfter) implements Condition {
    static final Duration HISTORY_DEFAULT = Duration.ofDays(14);
    /** What was usual a quarter ago says nothing about today, and every value of it is kept. */
    static final Duration HISTORY_MAX = Duration.ofDays(90);

    static final int FIELDS_MAX = 3;

    /** Keeps a copy. */
    public NewCondition {
        fields = List.copyOf(fields);
    }

    @Override
    public boolean eager() {
        return true;
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof NewCondition like && like.fields.equals(fields);
    }

    @Override
    public String print() {
        return "new(" + fields.stream().map(KeyField::name).collect(Collectors.joining(", ")) + ")";
    }
}
