package io.tocsin.query;

import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Limit;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Sort;
import io.tocsin.query.Pipe.Stats;
import io.tocsin.query.Pipe.Top;
import io.tocsin.query.Scanner.Stop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads what stands behind the condition: a pipe that makes a table, then pipes that sort and cut it. */
final class Pipes {
    private static final List<String> WORDS =
            List.of("count", "sum", "avg", "min", "max", "median", "p95", "distinct", "top", "sort", "limit", "stats");
    private static final List<String> FUNCTIONS = WORDS.subList(0, 8);

    /** Nine digits hold every number of rows that is allowed and many that are not, and fit an int. */
    private static final int DIGITS_MAX = 9;

    private final Scanner scanner;
    private final Parser parser;
    private final List<Pipe> pipes = new ArrayList<>();

    Pipes(Scanner scanner, Parser parser) {
        this.scanner = scanner;
        this.parser = parser;
    }

    /** Reads to the end; the first {@code |} is next. */
    List<Pipe> read() {
        while (scanner.take("|")) {
            scanner.skipSpace();
            pipe();
            scanner.skipSpace();
            if (!scanner.atEnd() && !scanner.sees("|")) throw leftOver();
        }
        return pipes;
    }

    private QuerySyntaxException leftOver() {
        int start = scanner.position();
        String rest = scanner.token(Stop.VALUE).text();
        boolean rename = rest.equalsIgnoreCase("as");
        return scanner.error(
                rename
                        ? "cannot rename a column with '" + rest + "': its name is the measure as written"
                        : "cannot read " + (rest.isEmpty() ? "this" : "'" + rest + "'")
                                + " here: write a comma before another measure, 'by' before fields, or '|' before sort and limit",
                start);
    }

    private void pipe() {
        int start = scanner.position();
        if (pipes.size() == Statement.PIPES_MAX)
            throw scanner.error("cannot use more pipes: at most " + Statement.PIPES_MAX + " are allowed", start);
        switch (word()) {
            case "" -> throw scanner.error("cannot find a pipe after '|': write one such as count by service", start);
            case "top" -> pipes.add(top(start));
            case "sort", "order" -> sort(start);
            case "limit", "head" -> {
                demandTable("limit", start);
                scanner.skipSpace();
                int at = scanner.position();
                int rows = number(piece("limit"));
                pipes.add(parser.built(at, () -> new Limit(rows)));
            }
            case "stats" -> {
                scanner.skipSpace();
                pipes.add(stats(start, FUNCTIONS));
            }
            default -> {
                scanner.moveTo(start);
                pipes.add(stats(start, WORDS));
            }
        }
    }

    private void demandTable(String word, int start) {
        if (pipes.isEmpty()) throw scanner.error(Statement.noTable(word), start);
    }

    private void demandEvents(int start) {
        if (!pipes.isEmpty()) throw scanner.error(Statement.again(), start);
    }

    private Stats stats(int start, List<String> words) {
        List<Measure> measures = new ArrayList<>();
        measures.add(measure(words));
        demandEvents(start);
        while (takeComma()) measures.add(measure(FUNCTIONS));
        Keys keys = new Keys(scanner, this);
        if (takeWord("by")) keys.read();
        return parser.built(start, () -> new Stats(measures, keys.fields(), keys.bucket()));
    }

    /** Reads {@code count}, {@code count()} or {@code sum(field)}. */
    private Measure measure(List<String> words) {
        int start = scanner.position();
        Piece name = piece("this");
        Functions.Named function = Functions.of(name.text());
        if (function == null)
            throw scanner.error(
                    "cannot calculate '" + name.text() + "'" + Nearest.hint(name.text(), words) + " (known are "
                            + String.join(", ", words) + ")",
                    start);
        int before = scanner.position();
        scanner.skipSpace();
        if (!scanner.sees("(")) {
            scanner.moveTo(before);
            return parser.built(start, () -> new Measure(function.kind(), null, function.quantile()));
        }
        Piece field = argument();
        boolean any = field.text().isEmpty() || (field.isStar() && function.kind() == Kind.COUNT);
        if (!any) demandPlain(field);
        return parser.built(start, () -> new Measure(function.kind(), any ? null : field.text(), function.quantile()));
    }

    private Piece argument() {
        int open = scanner.position();
        scanner.take("(");
        scanner.skipSpace();
        Piece field = scanner.sees("\"") ? scanner.quoted() : scanner.token(Stop.PIPE);
        scanner.skipSpace();
        if (!scanner.take(")"))
            throw scanner.error("cannot find the ')' that closes this '(': write one field in it", open);
        return field;
    }

    private Top top(int start) {
        demandEvents(start);
        scanner.skipSpace();
        Piece first = piece("top");
        boolean number = !first.marked() && isNumber(first.text());
        int limit = number ? number(first) : Pipe.TOP_DEFAULT;
        if (!number) scanner.moveTo(first.position());
        takeWord("by");
        scanner.skipSpace();
        boolean open = scanner.take("(");
        Piece field = field("top");
        scanner.skipSpace();
        if (open && !scanner.take(")"))
            throw scanner.error(
                    "cannot find the ')' behind '" + field.text() + "': top takes one field", scanner.position());
        return parser.built(start, () -> new Top(limit, field.text()));
    }

    /** Several columns become several stable sorts, the last column first. */
    private void sort(int start) {
        demandTable("sort", start);
        takeWord("by");
        scanner.skipSpace();
        int open = scanner.position();
        boolean inside = scanner.take("(");
        int at = pipes.size();
        do {
            if (pipes.size() == Statement.PIPES_MAX)
                throw scanner.error("cannot use more pipes: at most " + Statement.PIPES_MAX + " are allowed", start);
            pipes.add(at, column());
        } while (takeComma());
        scanner.skipSpace();
        if (inside && !scanner.take(")")) throw scanner.error("cannot find the ')' that closes this '('", open);
    }

    private Sort column() {
        scanner.skipSpace();
        boolean minus = scanner.take("-");
        if (!minus) scanner.take("+");
        scanner.skipSpace();
        Piece name = field("sort");
        scanner.skipSpace();
        String column = name.text().equals("_time") ? "time" : name.text();
        if (scanner.sees("(")) {
            scanner.moveTo(name.position());
            column = measure(FUNCTIONS).name();
        }
        List<String> columns = Statement.stats(pipes).columns();
        if (!columns.contains(column)) throw scanner.error(Statement.noColumn(column, columns), name.position());
        boolean descending = takeWord("desc") || (!takeWord("asc") && minus);
        return new Sort(column, descending);
    }

    /** A name, quoted or not, that must follow here. */
    Piece piece(String after) {
        int start = scanner.position();
        Piece piece = scanner.sees("\"") ? scanner.quoted() : scanner.token(Stop.PIPE);
        if (piece.text().isEmpty())
            throw scanner.error("cannot find what belongs to " + after + " here: write " + example(after), start);
        return piece;
    }

    private static String example(String after) {
        return switch (after) {
            case "by" -> "a field or a duration, as by service, 1m";
            case "top" -> "top 10 field";
            case "sort" -> "sort count desc";
            case "limit" -> "limit 20";
            default -> "count, or sum(field)";
        };
    }

    Piece field(String after) {
        Piece piece = piece(after);
        demandPlain(piece);
        return piece;
    }

    private void demandPlain(Piece field) {
        if (field.isWild())
            throw scanner.error(
                    "cannot use a wildcard in the field name '" + field.text()
                            + "': name one field, or put it in quotes",
                    field.position());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private int number(Piece piece) {
        String text = piece.text();
        if (!isNumber(text) || text.length() > DIGITS_MAX)
            throw scanner.error(
                    "cannot use '" + text + "' as a number of rows: write one from 1 to " + Tally.GROUPS_MAX,
                    piece.position());
        return Integer.parseInt(text);
    }

    boolean takeComma() {
        int before = scanner.position();
        scanner.skipSpace();
        if (!scanner.take(",")) {
            scanner.moveTo(before);
            return false;
        }
        scanner.skipSpace();
        return true;
    }

    /** Takes a word in any case, when it is next; else nothing. */
    boolean takeWord(String word) {
        int before = scanner.position();
        scanner.skipSpace();
        if (!scanner.atEnd() && !scanner.sees("\"")) {
            Piece piece = scanner.token(Stop.PIPE);
            if (!piece.marked() && piece.text().equalsIgnoreCase(word)) return true;
        }
        scanner.moveTo(before);
        return false;
    }

    /** The next word in lower case; empty when none is next or it is quoted. */
    private String word() {
        if (scanner.sees("\"")) return "?";
        return scanner.token(Stop.PIPE).text().toLowerCase(Locale.ROOT);
    }

    QuerySyntaxException twoBuckets(Duration length, int position) {
        return scanner.error(
                "cannot use a second stretch of time, " + Times.print(length) + ": one is enough", position);
    }

    <T> T built(int position, Supplier<T> part) {
        return parser.built(position, part);
    }
}
