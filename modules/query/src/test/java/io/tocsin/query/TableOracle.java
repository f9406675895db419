package io.tocsin.query;

import io.tocsin.model.LogEvent;
import io.tocsin.model.LogLevel;
import io.tocsin.query.Pipe.Kind;
import io.tocsin.query.Pipe.Measure;
import io.tocsin.query.Pipe.Stats;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a table must say, by the slowest and plainest way: all events of a group in a list, all numbers as decimals. */
final class TableOracle {
    private TableOracle() {}

    static Table table(List<Pipe> pipes, List<LogEvent> events) {
        Stats stats = pipes.getFirst() instanceof Pipe.Top top
                ? new Stats(List.of(Measure.count()), List.of(top.field()), null)
                : (Stats) pipes.getFirst();
        List<Map<String, Optional<Object>>> rows = new ArrayList<>();
        groups(stats, events).forEach((keys, members) -> {
            if (pipes.getFirst() instanceof Pipe.Top && keys.getFirst().isEmpty()) return;
            rows.add(row(stats, keys, members));
        });
        order(stats, rows);
        List<Map<String, Optional<Object>>> left = rows;
        if (pipes.getFirst() instanceof Pipe.Top top) left = first(left, top.limit());
        for (Pipe pipe : pipes) {
            if (pipe instanceof Pipe.Limit limit) left = first(left, limit.rows());
            if (pipe instanceof Pipe.Sort sort) left.sort(by(stats, sort));
        }
        List<List<@Nullable Object>> cells = new ArrayList<>();
        for (Map<String, Optional<Object>> row : left) cells.add(cells(row));
        return new Table(stats.columns(), cells, false);
    }

    private static <T> List<T> first(List<T> rows, int most) {
        return new ArrayList<>(rows.subList(0, Math.min(most, rows.size())));
    }

    private static List<@Nullable Object> cells(Map<String, Optional<Object>> row) {
        List<@Nullable Object> cells = new ArrayList<>();
        row.forEach((name, cell) -> cells.add(cell.orElse(null)));
        return cells;
    }

    private static Map<List<Optional<String>>, List<LogEvent>> groups(Stats stats, List<LogEvent> events) {
        Map<List<Optional<String>>, List<LogEvent>> groups = new HashMap<>();
        if (stats.columns().size() == stats.measures().size()) groups.put(List.of(), new ArrayList<>());
        for (LogEvent event : events) {
            List<Optional<String>> keys = new ArrayList<>();
            if (stats.bucket() != null)
                keys.add(Optional.of(bucket(event.time(), stats.bucket().toMillis())));
            for (String field : stats.by())
                keys.add(event.fields().all(field).stream().findFirst());
            groups.computeIfAbsent(keys, k -> new ArrayList<>()).add(event);
        }
        return groups;
    }

    private static String bucket(Instant time, long length) {
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, length)).toString();
    }

    /** Keys are numbered, so that a field of the name of a measure is not mixed up with it. */
    private static Map<String, Optional<Object>> row(Stats stats, List<Optional<String>> keys, List<LogEvent> events) {
        Map<String, Optional<Object>> row = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) row.put("key " + i, keys.get(i).map(key -> key));
        for (Measure measure : stats.measures()) row.put(measure.name(), calculated(measure, events));
        return row;
    }

    private static Optional<Object> calculated(Measure measure, List<LogEvent> events) {
        if (measure.kind() == Kind.COUNT) return Optional.of((long) events.size());
        List<String> texts = events.stream()
                .flatMap(event -> event.fields().all(Objects.requireNonNull(measure.field())).stream()
                        .limit(1))
                .toList();
        if (measure.kind() == Kind.DISTINCT)
            return Optional.of(texts.stream().distinct().count());
        List<Double> numbers = texts.stream()
                .flatMap(text -> Numbers.of(text).stream().boxed())
                .sorted()
                .toList();
        if (numbers.isEmpty()) return measure.kind() == Kind.SUM ? Optional.of(0L) : Optional.empty();
        BigDecimal sum = numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Optional.of(plain(
                switch (measure.kind()) {
                    case SUM -> sum.doubleValue();
                    case AVG ->
                        sum.divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128)
                                .doubleValue();
                    case MIN -> numbers.getFirst();
                    case MAX -> numbers.getLast();
                    default -> nearest(numbers, BigDecimal.valueOf(measure.quantile()));
                }));
    }

    private static Object plain(double number) {
        if (number == Math.floor(number)) return (long) number;
        return number;
    }

    /** The least value that at least this share does not exceed. */
    private static double nearest(List<Double> sorted, BigDecimal share) {
        BigDecimal wanted = share.multiply(BigDecimal.valueOf(sorted.size()));
        for (double value : sorted) {
            long notMore = sorted.stream().filter(other -> other <= value).count();
            if (BigDecimal.valueOf(notMore).compareTo(wanted) >= 0) return value;
        }
        throw new AssertionError("no such value");
    }

    private static void order(Stats stats, List<Map<String, Optional<Object>>> rows) {
        List<String> keys = new ArrayList<>();
        if (stats.bucket() != null) keys.add("key 0");
        if (stats.measures().getFirst().kind() == Kind.COUNT) keys.add("count");
        int from = stats.bucket() == null ? 0 : 1;
        for (int i = from; i < from + stats.by().size(); i++) keys.add("key " + i);
        for (String key : keys.reversed()) {
            int index = key.startsWith("key ") ? Integer.parseInt(key.substring(4)) : -1;
            rows.sort(by(
                    key,
                    key.equals("count"),
                    index >= 0 && stats.columns().get(index).equals("level")));
        }
    }

    private static Comparator<Map<String, Optional<Object>>> by(Stats stats, Pipe.Sort sort) {
        int index = stats.columns().indexOf(sort.column());
        boolean measure = stats.measures().stream().anyMatch(m -> m.name().equals(sort.column()));
        return by(
                measure ? sort.column() : "key " + index,
                sort.descending(),
                !measure && sort.column().equals("level"));
    }

    private static Comparator<Map<String, Optional<Object>>> by(String column, boolean descending, boolean level) {
        Comparator<Object> order = Comparator.<Object>comparingDouble(cell -> rank(cell, level))
                .thenComparing(cell -> cell instanceof String text ? Words.fold(text) : "", TableOracle::byCodePoint)
                .thenComparing(cell -> cell instanceof String text ? text : "");
        Comparator<Object> directed = descending ? order.reversed() : order;
        return (one, other) -> {
            Optional<Object> a = Objects.requireNonNull(one.get(column));
            Optional<Object> b = Objects.requireNonNull(other.get(column));
            if (a.isEmpty() || b.isEmpty()) return Boolean.compare(a.isEmpty(), b.isEmpty());
            return directed.compare(a.get(), b.get());
        };
    }

    private static int byCodePoint(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }

    private static double rank(Object cell, boolean level) {
        if (cell instanceof Number number) return number.doubleValue();
        String text = String.valueOf(cell);
        LogLevel parsed = level ? LogLevel.parse(text.toUpperCase(Locale.ROOT)) : null;
        if (parsed != null) return List.of(LogLevel.values()).indexOf(parsed);
        // a bucket; no other value of this world ends so
        if (text.endsWith("Z")) return Instant.parse(text).toEpochMilli();
        return Numbers.of(text).orElse(Double.NaN);
    }
}
