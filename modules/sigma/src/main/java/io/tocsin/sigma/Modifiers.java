package io.tocsin.sigma;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The modifiers of one field, in their order, and what kind of condition they make.
 *
 * @param all of one field
 */
record Modifiers(List<Modifier> all, Kind kind) {
    /** How a value is taken. */
    enum Kind {
        TEXT,
        REGEX,
        ADDRESS,
        FIELD,
        PRESENCE,
        NUMBER,
        TIME
    }

    private static final Set<Modifier> ANYWHERE = EnumSet.of(Modifier.ALL, Modifier.NEQ);

    /** Reads the words behind a field; what is unknown or does not go together is a fault. */
    static Modifiers read(List<String> words, Mark at, Faults faults) {
        List<Modifier> all = new ArrayList<>();
        for (String word : words) {
            Modifier modifier = Modifier.of(word);
            if (modifier != null) all.add(modifier);
            else if (word.isEmpty()) faults.broken(at, "a modifier is missing behind '|'");
            else faults.broken(at, "unknown modifier '" + word + "'" + Nearest.hint(word, Modifier.words()));
        }
        Modifiers modifiers = new Modifiers(List.copyOf(all), kind(all));
        modifiers.check(at, faults);
        return modifiers;
    }

    private static Kind kind(List<Modifier> all) {
        if (all.contains(Modifier.RE)) return Kind.REGEX;
        if (all.contains(Modifier.CIDR)) return Kind.ADDRESS;
        if (all.contains(Modifier.FIELDREF)) return Kind.FIELD;
        if (all.contains(Modifier.EXISTS)) return Kind.PRESENCE;
        if (all.stream().anyMatch(modifier -> modifier.timePart() != null)) return Kind.TIME;
        return all.stream().anyMatch(Modifier::isComparison) ? Kind.NUMBER : Kind.TEXT;
    }

    private void check(Mark at, Faults faults) {
        for (Modifier modifier : all) {
            if (!ANYWHERE.contains(modifier) && !goes(modifier))
                faults.broken(
                        at, "modifier '" + modifier.word() + "' does not go with the others of '" + words() + "'");
        }
        atMostOne(Modifier::isPlacement, at, faults);
        atMostOne(Modifier::isComparison, at, faults);
        atMostOne(modifier -> modifier.timePart() != null, at, faults);
        boolean encoded = all.stream().anyMatch(Modifier::isEncoding);
        boolean base64 = all.stream().anyMatch(Modifier::isBase64);
        if (encoded && !base64) faults.broken(at, "'" + words() + "' needs base64 or base64offset behind the encoding");
        if (has(Modifier.WINDASH) && base64) faults.broken(at, "'windash' does not go with base64");
    }

    private boolean goes(Modifier modifier) {
        return switch (kind) {
            case TEXT ->
                modifier.isPlacement()
                        || modifier.isEncoding()
                        || modifier.isBase64()
                        || modifier == Modifier.WINDASH
                        || modifier == Modifier.EXPAND
                        || modifier == Modifier.CASED;
            case REGEX ->
                Set.of(Modifier.RE, Modifier.I, Modifier.M, Modifier.S).contains(modifier);
            case ADDRESS -> modifier == Modifier.CIDR || modifier == Modifier.EXPAND;
            case FIELD -> modifier == Modifier.FIELDREF || modifier.isPlacement();
            case PRESENCE -> modifier == Modifier.EXISTS;
            case NUMBER -> modifier.isComparison();
            case TIME -> modifier.isComparison() || modifier.timePart() != null;
        };
    }

    private void atMostOne(Predicate<Modifier> kind, Mark at, Faults faults) {
        if (all.stream().filter(kind).count() > 1)
            faults.broken(at, "'" + words() + "' has two modifiers of which only one can hold");
    }

    private String words() {
        return String.join("|", all.stream().map(Modifier::word).toList());
    }

    boolean has(Modifier modifier) {
        return all.contains(modifier);
    }

    @Nullable
    Modifier comparison() {
        return all.stream().filter(Modifier::isComparison).findFirst().orElse(null);
    }
}
