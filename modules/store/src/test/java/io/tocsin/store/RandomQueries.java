package io.tocsin.store;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Between;
import io.tocsin.query.Cidr;
import io.tocsin.query.Compare;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Fellow;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Phrase;
import io.tocsin.query.Query;
import io.tocsin.query.Regex;
import io.tocsin.query.TimePart;
import io.tocsin.query.Whole;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded queries over all operators, about what {@link RandomEvents} writes. */
final class RandomQueries {
    private static final List<String> BLOCKS = List.of(
            "10.0.0.0/8", "10.0.0.0/24", "10.0.0.2/32", "::/0", "fe80::/10", "0.0.0.0/0", "::ffff:10.0.0.0/120");
    private static final List<String> EXPRESSIONS = List.of(
            "pool",
            "^5",
            "\\d+ of",
            "req.*cd$",
            "[a-c]",
            "^$",
            "σ",
            "x{20}",
            "p..l e",
            "user\\d",
            "=-?\\d",
            "[0-9a-f]{4}-",
            "^\\s",
            "n$",
            "(?i)BOB",
            ".");

    private static final List<Compare.Operator> OPERATORS = List.of(Compare.Operator.values());

    private static final List<Fellow.How> HOWS = List.of(Fellow.How.values());
    private static final List<TimePart.Part> PARTS = List.of(TimePart.Part.values());

    private final Random random;
    private final RandomEvents words;

    RandomQueries(Random random) {
        this.random = random;
        this.words = new RandomEvents(random);
    }

    Query query(int depth) {
        try {
            return depth > 0 && random.nextInt(3) > 0 ? branch(depth - 1) : leaf();
        } catch (IllegalArgumentException notAQuery) {
            return query(depth);
        }
    }

    private Query branch(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> new And(List.of(query(depth), query(depth)));
            case 1 -> new Or(List.of(query(depth), query(depth), query(depth)));
            default -> new Not(query(depth));
        };
    }

    private Query leaf() {
        return switch (random.nextInt(15)) {
            case 0 -> new All();
            case 1 -> new Word(words.sought());
            case 2 -> new Phrase(words.sought());
            case 3, 4 -> new Equal(name(), words.sought());
            case 5 -> new Wildcard(maybeName(), holes(words.sought()));
            case 6 -> new Regex(maybeName(), EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())));
            case 7 -> new Exists(name());
            case 8, 9 -> new Compare(name(), OPERATORS.get(random.nextInt(4)), bound());
            case 11 ->
                new Whole(name(), random.nextBoolean() ? words.sought() : holes(words.sought()), random.nextBoolean());
            case 12 -> new Fellow(name(), HOWS.get(random.nextInt(4)), name());
            case 13 -> timePart();
            case 10 -> new Between(name(), bound(), bound(), random.nextBoolean(), random.nextBoolean());
            default -> new Cidr(name(), BLOCKS.get(random.nextInt(BLOCKS.size())));
        };
    }

    private Query timePart() {
        TimePart.Part part = PARTS.get(random.nextInt(PARTS.size()));
        int low = random.nextInt(60);
        return new TimePart(name(), part, low, low + random.nextInt(60));
    }

    private String name() {
        return switch (random.nextInt(15)) {
            case 0 -> "_id";
            case 1 -> "time";
            case 2 -> "_time";
            case 3 -> "nothing";
            default -> words.name();
        };
    }

    private @Nullable String maybeName() {
        return random.nextBoolean() ? null : name();
    }

    private String bound() {
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> RandomEvents.START.plusMillis(random.nextInt(20_000)).toString();
            case 2 -> Integer.toString(random.nextInt(60) - 5);
            case 3 -> "000000000000001" + random.nextInt(10);
            default -> words.sought();
        };
    }

    private String holes(String text) {
        if (text.isEmpty()) return "?*";
        int from = random.nextInt(text.length());
        int to = from + random.nextInt(text.length() - from + 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, to) + "*";
            case 1 -> "*" + text.substring(from);
            case 2 -> text.substring(0, from) + "?" + text.substring(Math.min(text.length(), from + 1));
            default -> "*" + text.substring(from, to) + "*";
        };
    }
}
