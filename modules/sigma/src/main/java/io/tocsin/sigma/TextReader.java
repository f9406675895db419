package io.tocsin.sigma;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogLevel;
import io.tocsin.query.All;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.query.Regex;
import io.tocsin.query.Whole;
import io.tocsin.query.Wildcard;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values that are texts: their wildcards, encodings, dashes, placeholders, and on which side they are open. */
final class TextReader {
    private final Placeholders placeholders;
    private final Faults faults;

    TextReader(Placeholders placeholders, Faults faults) {
        this.placeholders = placeholders;
        this.faults = faults;
    }

    /** The value may be that of any of these fields. */
    Query value(Modifiers modifiers, List<String> names, Yaml.Scalar value) {
        List<Query> parts = new ArrayList<>();
        for (Text text : texts(modifiers, value)) {
            for (String name : names) parts.add(leaf(modifiers, name, placed(modifiers, text)));
        }
        return Or.of(parts);
    }

    /** The value may stand anywhere in any value of any field. */
    Query keyword(Modifiers modifiers, Yaml.Scalar value) {
        List<Query> parts = new ArrayList<>();
        for (Text text : texts(modifiers, value)) parts.add(leaf(modifiers, null, text.open(true, true)));
        return Or.of(parts);
    }

    /** What a value stands for, before anything is open beside it. */
    private List<Text> texts(Modifiers modifiers, Yaml.Scalar value) {
        List<Text> texts = new ArrayList<>();
        for (String raw : raw(modifiers, value)) {
            Text text = Text.of(raw);
            boolean encoded = modifiers.all().stream().anyMatch(Modifier::isBase64);
            if (encoded && text.isWild()) faults.broken(value.mark(), "what base64 encodes can have no wildcard");
            if (encoded) encoded(modifiers, text.plain()).forEach(one -> texts.add(Text.literal(one)));
            else texts.add(text);
        }
        return texts;
    }

    /** The value as it is written, once for each entry of the lists that it names. */
    List<String> raw(Modifiers modifiers, Yaml.Scalar value) {
        return modifiers.has(Modifier.EXPAND) ? placeholders.expand(value.mark(), value.text()) : List.of(value.text());
    }

    private static List<String> encoded(Modifiers modifiers, String text) {
        byte[] bytes = Encodings.bytes(text, modifiers.all());
        return modifiers.has(Modifier.BASE64OFFSET) ? Encodings.base64Offsets(bytes) : List.of(Encodings.base64(bytes));
    }

    private static Text placed(Modifiers modifiers, Text text) {
        boolean contains = modifiers.has(Modifier.CONTAINS);
        return text.open(contains || modifiers.has(Modifier.ENDSWITH), contains || modifiers.has(Modifier.STARTSWITH));
    }

    private static Query leaf(Modifiers modifiers, @Nullable String name, Text text) {
        if (text.isAny()) return name == null ? new All() : new Exists(name);
        boolean cased = modifiers.has(Modifier.CASED);
        List<Integer> dashes = modifiers.has(Modifier.WINDASH) ? Dashes.of(text) : List.of();
        if (!Dashes.areFew(dashes)) return new Regex(name, (cased ? "(?-i)" : "") + Dashes.regex(text, dashes));
        return Or.of(Dashes.combinations(text, dashes).stream()
                .map(one -> leaf(cased, name, one))
                .toList());
    }

    private static Query leaf(boolean cased, @Nullable String name, Text text) {
        String pattern = text.pattern();
        if (name == null) return cased ? new Regex(null, "(?-i)" + text.regex()) : new Wildcard(null, pattern);
        // Open on both sides, prose and names are the same, and people know this form.
        if (!cased && text.isOpenAround()) return new Wildcard(name, pattern);
        return isLevel(name, text) ? new Equal(name, text.plain()) : new Whole(name, pattern, cased);
    }

    /** Levels are normalised when they are taken in, so every spelling must find them. */
    private static boolean isLevel(String name, Text text) {
        return name.equals(FieldNames.LEVEL) && !text.isWild() && LogLevel.parse(text.plain()) != null;
    }
}
