package io.tocsin.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@link Masking}, ready to be asked about paths. Immutable. */
final class Masks {
    private final boolean cards;
    private final Set<String> exempt;
    private final Set<String> whole = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();

    /** @param exempt fields in which a card number is none: an ID that happens to look like one must stay findable */
    Masks(Masking masking, Set<String> exempt) {
        this.cards = masking.cards();
        this.exempt = exempt;
        for (String field : masking.fields()) {
            if (field.endsWith("*")) beginnings.add(field.substring(0, field.length() - 1));
            else whole.add(field);
        }
    }

    /** Whether card numbers are looked for in a field. */
    boolean cardsIn(String field) {
        return cards && !exempt.contains(field);
    }

    boolean cards() {
        return cards;
    }

    /** Whether any field is hidden. */
    boolean hidesFields() {
        return !whole.isEmpty() || !beginnings.isEmpty();
    }

    /** Whether the whole value under a path is hidden, for its own sake or for that of what it is part of. */
    boolean hides(String path) {
        if (!hidesFields()) return false;
        for (String beginning : beginnings) {
            if (path.startsWith(beginning)) return true;
        }
        for (int end = path.length(); end >= 0; end = path.lastIndexOf('.', end - 1)) {
            if (whole.contains(path.substring(0, end))) return true;
        }
        return false;
    }
}
