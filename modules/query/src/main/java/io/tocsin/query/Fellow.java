package io.tocsin.query;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Two fields of one event compare, case aside: {@code user:same(owner)}, {@code path:starts(root)}. Met when some value of
 * the one does with some value of the other; an event that lacks either does not.
 *
 * <p>No {@link Leaf}: no value alone can answer. Values are those under these very paths; the time and the id are no values.
 *
 * @param field whose value is looked at
 * @param how it compares
 * @param other whose value it is compared with
 */
public record Fellow(String field, How how, String other) implements Query {
    /** How the value of the one field stands to that of the other. */
    public enum How {
        /** It is equal. */
        SAME,
        /** It begins with it. */
        STARTS,
        /** It ends with it. */
        ENDS,
        /** It contains it. */
        CONTAINS;

        private static final List<How> ALL = List.of(values());

        /** As it is written in a query. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return ALL.stream().map(How::word).toList();
        }

        static How of(String word) {
            return Arrays.stream(values())
                    .filter(how -> how.word().equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException for an empty or reserved name, for the time, and for the id
     */
    public Fellow {
        value(field);
        value(other);
    }

    private static void value(String name) {
        Check.field(name);
        if (Lookup.isTime(name) || name.equals(Lookup.ID))
            throw new IllegalArgumentException("cannot compare " + name + " with another field: it is no value of one");
    }

    @Override
    public boolean matches(LogEvent event) {
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals(field) && anyOther(fields, fields.value(i))) return true;
        }
        return false;
    }

    private boolean anyOther(Fields fields, String value) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equals(other) && compares(value, fields.value(i))) return true;
        }
        return false;
    }

    private boolean compares(String value, String with) {
        if (value.length() < with.length()) return false;
        return switch (how) {
            case SAME -> Words.equal(value, with);
            case STARTS -> Words.fold(value).startsWith(Words.fold(with));
            case ENDS -> Words.fold(value).endsWith(Words.fold(with));
            case CONTAINS -> Words.fold(value).contains(Words.fold(with));
        };
    }

    @Override
    public String print() {
        return Escapes.field(field) + ":" + how.word() + "(" + Escapes.field(other) + ")";
    }
}
