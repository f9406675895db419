package io.tocsin.sigma;

import io.tocsin.query.Cidr;
import io.tocsin.query.Compare;
import io.tocsin.query.Exists;
import io.tocsin.query.Fellow;
import io.tocsin.query.Not;
import io.tocsin.query.Numbers;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.query.Regex;
import io.tocsin.query.TimePart;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one value by what its modifiers make of it. */
final class ValueReader {
    private final BiFunction<Mark, String, List<String>> names;
    private final TextReader texts;
    private final Faults faults;

    /**
     * A reader.
     *
     * @param names our names for a field of Sigma's
     */
    ValueReader(BiFunction<Mark, String, List<String>> names, TextReader texts, Faults faults) {
        this.names = names;
        this.texts = texts;
        this.faults = faults;
    }

    /** A condition on the value of any of these fields. */
    Query read(Modifiers modifiers, List<String> fields, Yaml.Scalar value) {
        return guarded(value, () -> switch (modifiers.kind()) {
            case TEXT -> texts.value(modifiers, fields, value);
            case REGEX -> any(fields, field -> regex(modifiers, field, value.text()));
            case ADDRESS -> any(fields, field -> addresses(modifiers, field, value));
            case FIELD -> any(fields, field -> fellow(modifiers, field, value));
            case PRESENCE -> presence(fields, value);
            case NUMBER -> any(fields, field -> number(modifiers, field, value));
            case TIME -> any(fields, field -> time(modifiers, field, value));
        });
    }

    /** A condition on any value of an event. */
    Query keyword(Modifiers modifiers, Yaml.Scalar word) {
        return guarded(
                word,
                () -> modifiers.kind() == Modifiers.Kind.REGEX
                        ? regex(modifiers, null, word.text())
                        : texts.keyword(modifiers, word));
    }

    /** What the language refuses to build is good Sigma all the same. */
    private Query guarded(Yaml.Scalar value, Supplier<Query> query) {
        try {
            return query.get();
        } catch (IllegalArgumentException e) {
            faults.add(Why.UNSUPPORTED, value.mark(), String.valueOf(e.getMessage()));
            return new Exists("nothing");
        }
    }

    private static Query any(List<String> fields, Function<String, Query> condition) {
        return Or.of(fields.stream().map(condition).toList());
    }

    /** Case counts, unless the rule says otherwise; in our language it does not. */
    private static Query regex(Modifiers modifiers, @Nullable String field, String pattern) {
        String on = (modifiers.has(Modifier.M) ? "m" : "") + (modifiers.has(Modifier.S) ? "s" : "");
        String flags = on + (modifiers.has(Modifier.I) ? "" : "-i");
        return new Regex(field, (flags.isEmpty() ? "" : "(?" + flags + ")") + pattern);
    }

    private Query addresses(Modifiers modifiers, String field, Yaml.Scalar value) {
        return any(texts.raw(modifiers, value), block -> {
            String whole = block.indexOf(':') >= 0 ? "/128" : "/32";
            return new Cidr(field, block.indexOf('/') < 0 ? block + whole : block);
        });
    }

    private Query fellow(Modifiers modifiers, String field, Yaml.Scalar value) {
        Fellow.How how = modifiers.has(Modifier.CONTAINS)
                ? Fellow.How.CONTAINS
                : modifiers.has(Modifier.STARTSWITH)
                        ? Fellow.How.STARTS
                        : modifiers.has(Modifier.ENDSWITH) ? Fellow.How.ENDS : Fellow.How.SAME;
        return any(names.apply(value.mark(), value.text()), other -> new Fellow(field, how, other));
    }

    private Query presence(List<String> fields, Yaml.Scalar value) {
        Query there = any(fields, Exists::new);
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> there;
            case "false", "no", "off" -> new Not(there);
            default -> {
                faults.broken(value.mark(), "'exists' must be true or false, not " + value.kind());
                yield there;
            }
        };
    }

    private Query number(Modifiers modifiers, String field, Yaml.Scalar value) {
        if (Numbers.of(value.text()).isEmpty()) {
            faults.broken(value.mark(), "a number must follow this modifier, not " + value.kind());
            return new Exists(field);
        }
        Compare.Operator operator = switch (Objects.requireNonNull(modifiers.comparison())) {
            case LT -> Compare.Operator.LT;
            case LTE -> Compare.Operator.LE;
            case GT -> Compare.Operator.GT;
            default -> Compare.Operator.GE;
        };
        return new Compare(field, operator, value.text());
    }

    private Query time(Modifiers modifiers, String field, Yaml.Scalar value) {
        TimePart.Part part = modifiers.all().stream()
                .map(Modifier::timePart)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        if (!value.text().matches("\\d{1,4}")) {
            faults.broken(value.mark(), "'" + part.word() + "' must be a whole number, not " + value.kind());
            return new Exists(field);
        }
        int number = Integer.parseInt(value.text());
        Modifier comparison = modifiers.comparison();
        if (comparison == null) return new TimePart(field, part, number, number);
        return switch (comparison) {
            case LT -> new TimePart(field, part, part.lowest(), number - 1);
            case LTE -> new TimePart(field, part, part.lowest(), number);
            case GT -> new TimePart(field, part, number + 1, part.highest());
            default -> new TimePart(field, part, number, part.highest());
        };
    }
}
