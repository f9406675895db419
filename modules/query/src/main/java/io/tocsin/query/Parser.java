package io.tocsin.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what joins conditions: AND (written or not) before OR, NOT before both, parentheses. {@link Terms} reads the conditions
 * themselves. A descent by hand, because its messages can say what a person meant.
 */
final class Parser {
    /** A page of conditions; more is generated text, which belongs into several queries. */
    static final int MAX_LENGTH = 32_768;

    private final String text;
    private final Scanner scanner;
    private final Terms terms;

    Parser(String text, @Nullable Instant now) {
        this.text = text;
        this.scanner = new Scanner(text);
        this.terms = new Terms(scanner, this, now);
    }

    /** Reads a condition alone. */
    Query query() {
        Query query = condition();
        if (scanner.sees("|"))
            throw scanner.error(
                    "cannot use '|' here: pipes are not supported here, only conditions; quote a text that contains it",
                    scanner.position());
        return query;
    }

    /** Reads a condition and the pipes behind it. */
    Statement statement() {
        Query query = condition();
        List<Pipe> pipes = new Pipes(scanner, this).read();
        return built(text.length(), () -> new Statement(query, pipes));
    }

    private Query condition() {
        if (text.length() > MAX_LENGTH)
            throw scanner.error(
                    "cannot read a query of " + text.length() + " characters: at most " + MAX_LENGTH + " are allowed",
                    MAX_LENGTH);
        scanner.skipSpace();
        if (scanner.atEnd() || seesPipe()) return new All();
        Query query = or(null, 0);
        if (scanner.sees(")"))
            throw scanner.error("cannot close what is not open: remove ')' or add '(' before", scanner.position());
        return query;
    }

    /** Reads up to a closing parenthesis or the end. Inside {@code field:( )} every condition is about that field. */
    private Query or(@Nullable String field, int depth) {
        int start = scanner.position();
        List<Query> parts = new ArrayList<>();
        do {
            scanner.skipSpace();
            parts.add(and(field, depth));
        } while (scanner.take("||") || scanner.takeKeyword("OR"));
        return build(start, () -> Or.of(parts));
    }

    private Query and(@Nullable String field, int depth) {
        int start = scanner.position();
        List<Query> parts = new ArrayList<>();
        do {
            scanner.skipSpace();
            parts.add(unary(field, depth));
            scanner.skipSpace();
        } while (scanner.take("&&") || scanner.takeKeyword("AND") || !endsHere());
        return build(start, () -> And.of(parts));
    }

    private boolean endsHere() {
        return scanner.atEnd() || scanner.sees(")") || scanner.sees("|") || scanner.seesKeyword("OR");
    }

    private boolean seesPipe() {
        return scanner.sees("|") && !scanner.sees("||");
    }

    private Query unary(@Nullable String field, int depth) {
        int start = scanner.position();
        if (!takesNot()) return primary(field, depth);
        deeper(depth, start);
        Query part = unary(field, depth + 1);
        return build(start, () -> new Not(part));
    }

    private boolean takesNot() {
        int start = scanner.position();
        if (scanner.take("-")) {
            if (scanner.atEnd() || scanner.seesSpace())
                throw scanner.error("cannot exclude nothing: put '-' directly before a condition, or in quotes", start);
            return true;
        }
        if (scanner.sees("!=")) return false;
        boolean not = scanner.take("!") || scanner.takeKeyword("NOT");
        if (not) scanner.skipSpace();
        return not;
    }

    private Query primary(@Nullable String field, int depth) {
        demandCondition();
        if (scanner.sees("(")) return group(field, depth);
        return field == null ? terms.term(depth) : terms.inGroup(field, depth);
    }

    /** Reads {@code ( )}; the parenthesis that opens it is next. */
    Query group(@Nullable String field, int depth) {
        int start = scanner.position();
        deeper(depth, start);
        scanner.take("(");
        Query query = or(field, depth + 1);
        if (seesPipe())
            throw scanner.error(
                    "cannot use '|' inside parentheses: close them before a pipe, write OR, or quote a text that contains it",
                    scanner.position());
        if (!scanner.take(")")) throw scanner.error("cannot find the ')' that closes this '('", start);
        return query;
    }

    private void demandCondition() {
        int position = scanner.position();
        if (scanner.atEnd()) throw scanner.error("cannot end the query here: a condition is missing", position);
        if (scanner.sees(")")) throw scanner.error("cannot close here: a condition is missing before ')'", position);
        if (seesPipe())
            throw scanner.error(
                    "cannot use '|' here: a condition is missing before it; quote a text that contains it", position);
        for (String operator : List.of("AND", "OR", "&&", "||")) {
            if (Character.isLetter(operator.charAt(0)) ? scanner.seesKeyword(operator) : scanner.sees(operator))
                throw scanner.error(
                        "cannot use " + operator
                                + " here: a condition is missing before it; put it in quotes to search for it",
                        position);
        }
    }

    private void deeper(int depth, int position) {
        if (depth >= Shape.MAX_DEPTH)
            throw scanner.error("cannot nest deeper: at most " + Shape.MAX_DEPTH + " levels are allowed", position);
    }

    /** What an operator refuses becomes an error at the place where it starts. */
    Query build(int position, Supplier<Query> query) {
        return built(position, query);
    }

    /** The same for any part. */
    <T> T built(int position, Supplier<T> part) {
        try {
            return part.get();
        } catch (IllegalArgumentException e) {
            QuerySyntaxException error = scanner.error(String.valueOf(e.getMessage()), position);
            error.initCause(e);
            throw error;
        }
    }
}
