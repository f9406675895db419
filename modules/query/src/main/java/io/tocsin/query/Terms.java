package io.tocsin.query;

import io.tocsin.query.Compare.Operator;
import io.tocsin.query.Scanner.Stop;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one condition: bare words, or a field with an operator and a value. */
final class Terms {
    private final Scanner scanner;
    private final Parser parser;
    private final Values values;

    Terms(Scanner scanner, Parser parser, @Nullable Instant now) {
        this.scanner = scanner;
        this.parser = parser;
        this.values = new Values(scanner, now);
    }

    Query term(int depth) {
        int start = scanner.position();
        if (scanner.sees("\""))
            return parser.build(start, () -> new Phrase(scanner.quoted().text()));
        String regex = scanner.sees("/") ? scanner.regex() : null;
        if (regex != null) return parser.build(start, () -> new Regex(null, regex));
        Piece name = scanner.token(Stop.NAME);
        if (scanner.sees("://")) {
            scanner.moveTo(start);
            return bare(scanner.token(Stop.VALUE));
        }
        if (!seesOperator()) return bare(name);
        if (name.text().isEmpty())
            throw scanner.error(
                    "cannot compare nothing: put a field name before the operator, or quotes around it", start);
        if (name.isWild()) return everything(name);
        return operation(name, depth);
    }

    /** An operator may stand apart from its field: {@code duration_ms > 2000}. */
    private boolean seesOperator() {
        int before = scanner.position();
        scanner.skipSpace();
        if (scanner.sees(":") || scanner.sees("=") || scanner.sees("!=") || scanner.sees("<") || scanner.sees(">"))
            return true;
        scanner.moveTo(before);
        return false;
    }

    private Query bare(Piece token) {
        if (token.isStar()) return new All();
        return parser.build(
                token.position(), () -> token.isWild() ? new Wildcard(null, token.pattern()) : new Word(token.text()));
    }

    /** Lucene's {@code *:*}. */
    private Query everything(Piece name) {
        if (name.isStar() && scanner.take(":*")) {
            if (!scanner.token(Stop.VALUE).text().isEmpty()) scanner.moveTo(name.position());
            else return new All();
        }
        throw scanner.error(
                "cannot use a wildcard in the field name '" + name.text() + "': leave the field out to search them all",
                name.position());
    }

    private Query operation(Piece name, int depth) {
        String field = name.text();
        int start = name.position();
        if (scanner.take("!=")) return not(start, equality(field, depth));
        if (field.equals("_exists_") || field.equals("_exists")) return exists(field, start);
        if (scanner.take("==") || scanner.take("=")) {
            if (scanner.sees("<") || scanner.sees(">"))
                throw scanner.error("cannot read this operator: write <= or >=", scanner.position() - 1);
            return equality(field, depth);
        }
        if (scanner.take(":")) return inGroup(field, depth);
        return comparison(field);
    }

    private Query not(int start, Query part) {
        return parser.build(start, () -> new Not(part));
    }

    private Query exists(String operator, int start) {
        if (!scanner.take(":"))
            throw scanner.error("cannot compare " + operator + ": write " + operator + ":field", start);
        scanner.skipSpace();
        Piece field = values.piece(operator + ":", Stop.VALUE);
        if (field.isWild())
            throw scanner.error("cannot ask whether '" + field.text() + "' exists: name one field", field.position());
        return parser.build(start, () -> new Exists(field.text()));
    }

    /** Reads a condition after {@code field:}, or inside {@code field:( )}. */
    Query inGroup(String field, int depth) {
        scanner.skipSpace();
        if (scanner.take("==")) return whole(field, true);
        if (scanner.take("=")) return whole(field, false);
        return scanner.sees("<") || scanner.sees(">") ? comparison(field) : equality(field, depth);
    }

    private Query whole(String field, boolean cased) {
        scanner.skipSpace();
        Piece value = values.piece(field + (cased ? ":==" : ":="), Stop.VALUE);
        return parser.build(value.position(), () -> values.whole(field, value, cased));
    }

    private Query comparison(String field) {
        Operator operator = operator();
        scanner.skipSpace();
        Piece value = values.piece(field + operator.sign(), Stop.VALUE);
        if (value.isWild())
            throw scanner.error(
                    "cannot compare with the wildcard '" + value.text() + "': wildcards have no order",
                    value.position());
        return parser.build(value.position(), () -> values.compare(field, operator, value));
    }

    private Operator operator() {
        if (scanner.take("<=")) return Operator.LE;
        if (scanner.take(">=")) return Operator.GE;
        if (scanner.take("<")) return Operator.LT;
        scanner.take(">");
        return Operator.GT;
    }

    private Query equality(String field, int depth) {
        scanner.skipSpace();
        if (scanner.sees("(")) return parser.group(field, depth);
        if (scanner.sees("[") || scanner.sees("{")) return range(field);
        int valueStart = scanner.position();
        String regex = scanner.sees("/") ? scanner.regex() : null;
        if (regex != null) return parser.build(valueStart, () -> new Regex(field, regex));
        String part = taken(TimePart.Part.words());
        if (part != null) return timePart(field, part);
        String how = taken(Fellow.How.words());
        if (how != null) return fellow(field, how);
        Piece value = values.piece(field + ":", Stop.VALUE);
        return parser.build(value.position(), () -> values.equal(field, value));
    }

    /** The word that stands directly before a parenthesis, which is then behind us; null when it is another one. */
    private @Nullable String taken(List<String> words) {
        for (String word : words) {
            if (scanner.take(word + "(")) return word;
        }
        return null;
    }

    private Query timePart(String field, String part) {
        Piece bounds = argument(part);
        return parser.build(bounds.position(), () -> TimePart.of(field, TimePart.Part.of(part), bounds.text()));
    }

    private Query fellow(String field, String how) {
        Piece other = argument(how);
        return parser.build(other.position(), () -> new Fellow(field, Fellow.How.of(how), other.text()));
    }

    private Piece argument(String function) {
        scanner.skipSpace();
        Piece argument = values.piece(function + "(", Stop.VALUE);
        scanner.skipSpace();
        if (!scanner.take(")"))
            throw scanner.error("cannot find the ')' after " + function + "(: it takes one value", scanner.position());
        return argument;
    }

    private Query range(String field) {
        int open = scanner.position();
        boolean lowInclusive = scanner.take("[");
        if (!lowInclusive) scanner.take("{");
        scanner.skipSpace();
        Piece low = values.bound("[");
        scanner.skipSpace();
        if (!scanner.takeKeyword("TO")) throw rangeError(open);
        scanner.skipSpace();
        Piece high = values.bound("TO");
        scanner.skipSpace();
        boolean highInclusive = scanner.take("]");
        if (!highInclusive && !scanner.take("}")) throw rangeError(open);
        return parser.build(open, () -> values.between(field, low, high, lowInclusive, highInclusive));
    }

    private QuerySyntaxException rangeError(int open) {
        return scanner.error(
                "cannot read this range: write [1 TO 5], {1 TO 5} or [1 TO *]; put a value that starts with a bracket in quotes",
                open);
    }
}
