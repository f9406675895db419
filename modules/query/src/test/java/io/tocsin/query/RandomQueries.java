package io.tocsin.query;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Compare.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Seeded queries and events from one small world of fields and values, so that they often meet. */
final class RandomQueries {
    private static final String[] FIELDS = {
        "service",
        "level",
        "message",
        "x",
        "extra.ip",
        "request_id",
        "_id",
        "my field",
        "a:b",
        "NOT",
        "-f",
        "time",
        "_time"
    };
    private static final String[] VALUES = {
        "",
        "a",
        "A",
        "b",
        "ab",
        "a b",
        "b a b",
        "a-b",
        "A  B!",
        "pool exhausted",
        "Pool, exhausted: a",
        "5",
        "5.0",
        "-5",
        "500",
        "1e3",
        "007",
        "WARN",
        "warning",
        "error",
        "40",
        "ΣΑΣ",
        "σας",
        "é",
        "日本 a",
        "😀",
        "a😀b",
        "10.0.0.1",
        "10.200.0.1",
        "::1",
        "::ffff:10.9.9.9",
        "/a/b",
        "a*b",
        "a?b",
        "C:\\a",
        "say \"a\"",
        "AND",
        "NOT",
        "TO",
        "-a",
        "a\nb",
        "x=1",
        "(a)",
        "[a]",
        "a|b",
        "10.0.0.0/8",
        "a_b",
        "--",
        " ",
        "000000000000001a",
        "2026-11-20"
    };
    private static final String[] TIMES = {
        "2026-11-20T10:00:00Z",
        "2026-11-20T10:00:00.000000001Z",
        "2026-11-20",
        "2026-11-21",
        "1795168800",
        "2026-11-19T23:59:59+00:30"
    };
    private static final String[] PATTERNS = {
        "a*", "*b", "?", "a?b", "*a*b*", "p*d", "5*", "\\**", "a\\*?", "*?*", "??", "*\\\\*", "/a*", "*σ*", "-*", "*:*",
        "*😀*", "* *", "a?*\"*"
    };
    private static final String[] EXPRESSIONS = {
        "a",
        "^a",
        "b$",
        "a.b",
        "[ab]+c?",
        "a|5",
        "^5\\d*$",
        "pool .* a",
        "/a",
        "\\\\",
        "\\s",
        "σ",
        "a: ",
        "=",
        "x{1,2}",
        "[/|]",
        "\"",
        "^$"
    };
    private static final String[] BLOCKS = {
        "10.0.0.0/8", "10.200.0.0/16", "0.0.0.0/0", "::/0", "::1/128", "::ffff:0:0/96", "10.0.0.1/32"
    };
    private static final String[] IDS = {"a", "req-1", "A-B", "5", "σας"};

    private static final List<Fellow.How> HOWS = List.of(Fellow.How.values());
    private static final List<TimePart.Part> PARTS = List.of(TimePart.Part.values());

    private static final List<Operator> OPERATORS = List.of(Operator.values());

    private final Random random;

    RandomQueries(Random random) {
        this.random = random;
    }

    LogEvent event() {
        List<String> pairs = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            pairs.add(pick(FIELDS));
            pairs.add(pick(VALUES));
        }
        Instant time =
                random.nextBoolean() ? Events.TIME : Instant.parse("2026-11-2" + random.nextInt(2) + "T00:00:00Z");
        List<String> ids =
                Stream.generate(() -> pick(IDS)).limit(random.nextInt(3)).toList();
        return Events.event(time, ids, pairs.toArray(String[]::new));
    }

    Query query(int depth) {
        if (depth > 0) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    return new Not(query(depth - 1));
                }
                case 1 -> {
                    return new And(parts(depth - 1));
                }
                case 2 -> {
                    return new Or(parts(depth - 1));
                }
                default -> {}
            }
        }
        return leaf();
    }

    private List<Query> parts(int depth) {
        return Stream.generate(() -> query(depth)).limit(2 + random.nextInt(3)).toList();
    }

    /** A condition; where an operator refuses what was drawn, it is drawn again. */
    private Query leaf() {
        Optional<Query> leaf = Optional.empty();
        while (leaf.isEmpty()) leaf = built(anyLeaf());
        return leaf.get();
    }

    private static Optional<Query> built(Supplier<Query> leaf) {
        try {
            return Optional.of(leaf.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Supplier<Query> anyLeaf() {
        String field = pick(FIELDS);
        return switch (random.nextInt(15)) {
            case 0 -> All::new;
            case 1 -> () -> new Word(pick(VALUES));
            case 2 -> () -> new Phrase(pick(VALUES));
            case 3, 4 -> () -> new Equal(field, pick(VALUES));
            case 5 -> () -> new Wildcard(fieldOrNone(), pick(PATTERNS));
            case 6 -> () -> new Regex(fieldOrNone(), pick(EXPRESSIONS));
            case 7 -> () -> new Exists(field);
            case 8 -> () -> new Compare(field, OPERATORS.get(random.nextInt(4)), bound(field));
            case 9 -> () -> between(field);
            case 10, 11 -> () -> new Whole(field, pick(random.nextBoolean() ? VALUES : PATTERNS), random.nextBoolean());
            case 12 -> () -> new Fellow(field, HOWS.get(random.nextInt(4)), pick(FIELDS));
            case 13 -> () -> timePart(field);
            default -> () -> new Cidr(field, pick(BLOCKS));
        };
    }

    private Query timePart(String field) {
        TimePart.Part part = PARTS.get(random.nextInt(PARTS.size()));
        int low = random.nextInt(60);
        return new TimePart(field, part, low, low + random.nextInt(30));
    }

    private Query between(String field) {
        String low = random.nextInt(4) == 0 ? Between.OPEN : bound(field);
        String high = random.nextInt(4) == 0 ? Between.OPEN : bound(field);
        return new Between(field, low, high, random.nextBoolean(), random.nextBoolean());
    }

    private String bound(String field) {
        return pick(Lookup.isTime(field) ? TIMES : VALUES);
    }

    private @Nullable String fieldOrNone() {
        return random.nextInt(3) == 0 ? null : pick(FIELDS);
    }

    private String pick(String[] from) {
        return from[random.nextInt(from.length)];
    }
}
