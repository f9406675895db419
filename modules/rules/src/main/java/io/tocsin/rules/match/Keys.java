package io.tocsin.rules.match;

import io.tocsin.model.FieldNames;
import io.tocsin.model.LogLevel;
import io.tocsin.query.Between;
import io.tocsin.query.Cidr;
import io.tocsin.query.Compare;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Leaf;
import io.tocsin.query.Numbers;
import io.tocsin.query.Order;
import io.tocsin.query.Phrase;
import io.tocsin.query.Regex;
import io.tocsin.query.TimePart;
import io.tocsin.query.Whole;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;
import io.tocsin.query.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which key a single condition requires. Rates are guesses: what is long is rare, and a look-up is cheaper than a scan. */
final class Keys {
    private static final double BOUND_RATE = 0.1;
    private static final double PRESENT_RATE = 0.5;
    private static final double SHORT_VALUE_RATE = 0.3;
    private static final double SHORT_LITERAL_RATE = 1;
    private static final int ASCII = 0x80;
    private static final double SCAN_COST = 0.01;
    private static final double SCAN_ALL_COST = 0.05;

    private Keys() {}

    static @Nullable Need of(Leaf leaf) {
        if (leaf.isTime() || leaf.isId()) return null;
        return switch (leaf) {
            case Equal equal -> value(equal, isPlain(equal.value()));
            case Word word -> sequence(word.words());
            case Phrase phrase -> sequence(phrase.words());
            case Wildcard wildcard ->
                literal(wildcard.field(), RequiredText.ofWildcard(wildcard.pattern()), isContained(wildcard.pattern()));
            case Regex regex -> literal(regex.field(), RequiredText.ofRegex(regex.pattern()), false);
            case Exists exists -> exists.asksIds() ? null : need(new Key.Present(exists.field()), PRESENT_RATE);
            case Compare compare -> bound(compare);
            case Between between -> bound(between);
            case Cidr cidr -> null;
            case Whole whole -> whole(whole);
            case TimePart part -> null;
        };
    }

    /** A name is found as {@link Equal} finds it; prose by a text in it. Whether case counts is asked afterwards. */
    private static @Nullable Need whole(Whole whole) {
        if (whole.field().equals(FieldNames.LEVEL)) return null;
        if (!whole.isWild() && !Words.isProse(whole.text()))
            return value(new Equal(whole.field(), whole.text()), false);
        return literal(whole.field(), RequiredText.ofWildcard(whole.pattern()), false);
    }

    /** Bytes that were folded mean the same text again: a question mark may be half a character as well. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c < ASCII && c != '?');
    }

    /** Whether a pattern is one plain text with a star on both sides. */
    private static boolean isContained(String pattern) {
        int end = pattern.length() - 1;
        if (end < 2 || pattern.charAt(0) != '*' || pattern.charAt(end) != '*') return false;
        String text = pattern.substring(1, end);
        return isPlain(text) && text.indexOf('*') < 0 && text.indexOf('\\') < 0;
    }

    private static Need need(Key key, double rate) {
        return new Need(List.of(key), rate);
    }

    /** A level has several spellings; as a rule its value is known beforehand, and it need not be found. */
    private static @Nullable Need value(Equal equal, boolean exact) {
        if (equal.field().equals(FieldNames.LEVEL) && LogLevel.parse(equal.value()) != null) return null;
        String text = Words.fold(equal.value());
        double length = text.length() + 1;
        return need(new Key.Value(equal.field(), text, exact), SHORT_VALUE_RATE / (length * length));
    }

    private static @Nullable Need sequence(List<String> words) {
        Need need = literal(null, words, false);
        return need == null ? null : need(new Key.Sequence(null, words), need.rate());
    }

    private static @Nullable Need literal(@Nullable String field, List<String> required, boolean exact) {
        List<String> texts = Literals.fit(required);
        if (texts.isEmpty()) return null;
        double length = texts.stream().mapToInt(String::length).max().orElseThrow();
        double cost = field == null ? SCAN_ALL_COST : SCAN_COST;
        return need(
                new Key.Literal(field, texts, exact && field != null && texts.size() == 1),
                SHORT_LITERAL_RATE / (length * length) + cost);
    }

    private static @Nullable Need bound(Compare compare) {
        if (compare.order() != Order.NUMBER || compare.asksIds()) return null;
        double value = number(compare.value());
        return switch (compare.operator()) {
            case GT, GE -> need(new Key.Bound(compare.field(), value, Double.POSITIVE_INFINITY), BOUND_RATE);
            case LT, LE -> need(new Key.Bound(compare.field(), Double.NEGATIVE_INFINITY, value), BOUND_RATE);
        };
    }

    private static @Nullable Need bound(Between between) {
        if (between.order() != Order.NUMBER || between.asksIds()) return null;
        boolean from = !between.low().equals(Between.OPEN);
        boolean to = !between.high().equals(Between.OPEN);
        double low = from ? number(between.low()) : Double.NEGATIVE_INFINITY;
        double high = to ? number(between.high()) : Double.POSITIVE_INFINITY;
        return need(new Key.Bound(between.field(), low, high), from && to ? BOUND_RATE / 2 : BOUND_RATE);
    }

    /** The order says that it is one. */
    private static double number(String text) {
        return Numbers.of(text).orElseThrow();
    }
}
