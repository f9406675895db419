package io.tocsin.query;

import io.tocsin.query.Compare.Operator;
import io.tocsin.query.Scanner.Stop;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what stands after an operator and decides which condition it makes; times become absolute here. */
final class Values {
    private final Scanner scanner;
    private final @Nullable Instant now;

    Values(Scanner scanner, @Nullable Instant now) {
        this.scanner = scanner;
        this.now = now;
    }

    /** The value that must follow here, quoted or not. */
    Piece piece(String after, Stop stop) {
        int start = scanner.position();
        if (scanner.sees("\"")) return scanner.quoted();
        Piece value = scanner.token(stop);
        if (value.text().isEmpty())
            throw scanner.error(
                    "cannot find a value after '" + after + "': write one, \"\" for the empty text, or * for any",
                    start);
        if (value.isKeyword() && stop == Stop.VALUE)
            throw scanner.error("cannot use " + value.text() + " as a value: put it in quotes", start);
        return value;
    }

    Piece bound(String after) {
        Piece bound = piece(after, Stop.BOUND);
        if (bound.isWild() && !bound.isStar())
            throw scanner.error(
                    "cannot use the wildcard '" + bound.text() + "' as a bound: wildcards have no order",
                    bound.position());
        if (bound.text().equals(Between.OPEN) && !bound.isStar())
            throw scanner.error("cannot use the text '*' as a bound: it stands for an open end", bound.position());
        return bound;
    }

    Query equal(String field, Piece value) {
        if (value.isStar()) return new Exists(field);
        if (value.isWild()) return new Wildcard(field, value.pattern());
        if (Lookup.isTime(field)) return at(field, absolute(value));
        if (!value.marked() && Address.looksLikeBlock(value.text())) return new Cidr(field, value.text());
        return new Equal(field, value.text());
    }

    Query whole(String field, Piece value, boolean cased) {
        return value.isStar() ? new Exists(field) : new Whole(field, value.pattern(), cased);
    }

    /** A date is the whole day. */
    private static Query at(String field, String time) {
        return Times.isDate(time)
                ? new Between(field, time, Times.dayAfter(time), true, false)
                : new Between(field, time, time, true, true);
    }

    Query compare(String field, Operator operator, Piece value) {
        if (!Lookup.isTime(field)) return new Compare(field, operator, value.text());
        String time = absolute(value);
        if (!Times.isDate(time)) return new Compare(field, operator, time);
        return switch (operator) {
            case LT, GE -> new Compare(field, operator, time);
            case LE -> new Compare(field, Operator.LT, Times.dayAfter(time));
            case GT -> new Compare(field, Operator.GE, Times.dayAfter(time));
        };
    }

    Query between(String field, Piece low, Piece high, boolean lowInclusive, boolean highInclusive) {
        if (low.isStar() && high.isStar()) return new Exists(field);
        if (!Lookup.isTime(field)) return new Between(field, low.text(), high.text(), lowInclusive, highInclusive);
        String from = low.isStar() ? Between.OPEN : absolute(low);
        String to = high.isStar() ? Between.OPEN : absolute(high);
        boolean afterDay = !lowInclusive && Times.isDate(from);
        boolean throughDay = highInclusive && Times.isDate(to);
        return new Between(
                field,
                afterDay ? Times.dayAfter(from) : from,
                throughDay ? Times.dayAfter(to) : to,
                lowInclusive || afterDay,
                highInclusive && !throughDay);
    }

    private String absolute(Piece value) {
        String text = value.text();
        if (Times.of(text) != null || !Times.isRelative(text)) return text;
        if (now == null)
            throw scanner.error(
                    "cannot use the relative time '" + text
                            + "' here: this query must mean the same at any time; write 2026-11-20T10:00:00Z or a date",
                    value.position());
        Instant time = Times.relative(text, now);
        if (time == null)
            throw scanner.error(
                    "cannot read the relative time '" + text + "': write now, -15m, -2h or now-7d", value.position());
        return time.toString();
    }
}
