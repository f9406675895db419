package io.tocsin.rules;

import io.tocsin.model.Fields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code in: {ip: tor_exits}} or {@code not_in: {user: service_accounts}}: a second look at the events of a rule, after {@code
 * match}. A missing field is in no list.
 *
 * @param lists any of them
 * @param inside whether the value must be in one of them, or in none
 */
public record Membership(KeyField field, List<ValueList> lists, boolean inside) {
    /** Keeps a copy. */
    public Membership {
        lists = List.copyOf(lists);
    }

    boolean admits(Fields fields) {
        String value = field.of(fields);
        if (value == null) return !inside;
        String folded = value.toLowerCase(Locale.ROOT);
        for (ValueList list : lists) if (list.values().contains(folded)) return inside;
        return !inside;
    }

    /** Whether events that the other admitted count here: lists change without a rule becoming another one. */
    boolean asks(Membership other) {
        return inside == other.inside
                && field.equals(other.field)
                && lists.stream()
                        .map(ValueList::name)
                        .toList()
                        .equals(other.lists.stream().map(ValueList::name).toList());
    }

    String print() {
        String names = lists.stream().map(ValueList::name).collect(Collectors.joining(", "));
        return field.name() + (inside ? " in " : " not in ") + names;
    }
}
