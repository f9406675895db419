package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Between;
import io.tocsin.query.Cidr;
import io.tocsin.query.Compare;
import io.tocsin.query.Compare.Operator;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Fellow;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Phrase;
import io.tocsin.query.Query;
import io.tocsin.query.Regex;
import io.tocsin.query.Whole;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Seeded queries and events of one small world, so that they often meet, in all the ways that text can be odd. */
final class RandomWorld {
    private static final List<String> FIELDS = List.of(
            "service",
            "level",
            "severity",
            "message",
            "x",
            "y",
            "extra.ip",
            "request_id",
            "trace",
            "_id",
            "time",
            "größe");
    private static final List<String> VALUES = List.of(
            "",
            "a",
            "A",
            "b",
            "abc",
            "ABC",
            "a b",
            "pool exhausted",
            "Pool, exhausted: at abc",
            "POOL",
            "exhausted",
            "the pool is exhausted\tat last",
            "5",
            "5.0",
            "-5",
            "500",
            "404",
            "1e3",
            "007",
            "WARN",
            "warning",
            "Warn",
            "error",
            "ERR",
            "40",
            "50",
            "level 50",
            "ΣΑΣ",
            "σας",
            "Σας hier",
            "éclair",
            "ÉCLAIR au pool",
            "\u212Aelvin",
            "kelvin",
            "ſtraße pool",
            "strasse",
            "STRASSE POOL",
            "İstanbul",
            "istanbul",
            "ısı",
            "isi",
            "pool\u00a0exhausted",
            "日本 abc",
            "日本語",
            "😀abc",
            "a😀b",
            "\ud83dabc",
            "?abc",
            "a\ud83d b",
            "a? b",
            "10.0.0.1",
            "10.200.0.1",
            "::1",
            "/api/login",
            "/API/Login",
            "/api/login/failed",
            "login_failed",
            "login",
            "Login Failed",
            "a*b",
            "C:\\pool",
            "say \"abc\"",
            "a\nb",
            "abc\\n",
            "req-abc-1",
            "req-ABC-2",
            "true",
            "null",
            "0000000000000003",
            "x=1",
            "logn",
            "pooabc");
    private static final List<String> PLAIN = List.of("5", "-5", "500", "404", "5.0", "1e3", "true", "50", "40");
    private static final List<String> PATTERNS = List.of(
            "a*",
            "*b",
            "?",
            "ab?",
            "*abc*",
            "pool*",
            "*exhausted",
            "*pool*exh*",
            "5*",
            "login*",
            "*LOGIN*",
            "/api/*",
            "\\*bc*",
            "*σα*",
            "*\u212Aelv*",
            "*stra*",
            "*日本*",
            "*😀*",
            "req-*",
            "*req-abc*",
            "kel?in",
            "*ist*",
            "p??l",
            "*arn*",
            "*\\?abc*",
            "*\\?\\ b*",
            "*d\\ fai*");
    private static final List<String> EXPRESSIONS = List.of(
            "abc",
            "^abc$",
            "pool.*exhausted",
            "login(_failed)?",
            "log[io]n",
            "logi?n",
            "kelvin",
            "stra",
            "(abc|pool)",
            "abc|pool",
            "po{2}l",
            "exhaus+ted",
            "\\d+",
            "req-\\w+-1",
            "api\\/login",
            "σας",
            "ist",
            "ab\\x63",
            "[[:digit:]]{3}",
            "(?i)POOL",
            "pool\\b",
            "é.*pool",
            "exhausted\\z",
            "pool*abc");
    private static final List<String> BLOCKS = List.of("10.0.0.0/8", "10.200.0.0/16", "::/0");
    private static final List<String> BOUNDS =
            List.of("5", "-5", "100", "500", "0.5", "1e3", "WARN", "error", "abc", "pool");

    /** So many fields or values are a small world, in which rules name the same and events often have it. */
    private static final int FEW = 4;

    private final Random random;
    private final Shapes shapes;
    private final List<String> fields;
    private final List<String> values;
    private final List<List<Shapes.Slot>> forms = new ArrayList<>();

    RandomWorld(Random random) {
        this(random, FIELDS, VALUES);
    }

    private RandomWorld(Random random, List<String> fields, List<String> values) {
        this.random = random;
        this.shapes = new Shapes(random);
        this.fields = fields;
        this.values = values;
        for (int i = 0; i < 5; i++) forms.add(form());
    }

    /** With few fields and values, so that events are of few kinds, and much of the same is asked of the same. */
    static RandomWorld small(Random random) {
        return new RandomWorld(random, few(random, FIELDS, FEW), few(random, VALUES, 2 * FEW));
    }

    private static List<String> few(Random random, List<String> from, int count) {
        List<String> mixed = new ArrayList<>(from);
        Collections.shuffle(mixed, random);
        return List.copyOf(mixed.subList(0, count));
    }

    private List<Shapes.Slot> form() {
        return Stream.generate(() -> new Shapes.Slot(pick(fields), random.nextInt(4) > 0))
                .limit(random.nextInt(8))
                .toList();
    }

    /** Of a layout, or one time in five of none, with correlation IDs of its own. */
    LogEvent event() {
        List<Shapes.Slot> form = pick(forms);
        List<String> drawn =
                form.stream().map(slot -> pick(slot.text() ? values : PLAIN)).toList();
        if (random.nextInt(5) > 0) return shapes.event(form, drawn);
        Fields.Builder sent = new Fields.Builder();
        for (int i = 0; i < drawn.size(); i++) sent.add(form.get(i).name(), drawn.get(i));
        List<String> ids =
                Stream.generate(() -> pick(values)).limit(random.nextInt(3)).toList();
        return new LogEvent(3, Shapes.TIME, Shapes.TIME, new byte[0], sent.build(), ids);
    }

    Query query(int depth) {
        if (depth == 0) return leaf();
        return switch (random.nextInt(7)) {
            case 0 -> new Not(query(depth - 1));
            case 1, 2, 3 -> new And(parts(depth - 1));
            case 4, 5 -> new Or(parts(depth - 1));
            default -> leaf();
        };
    }

    /** As rules are: a value that many name, something particular, and perhaps what it must not be. */
    Query rule() {
        List<Query> parts = new ArrayList<>();
        parts.add(equal());
        parts.add(
                switch (random.nextInt(4)) {
                    case 0 -> equal();
                    case 1 -> new Or(List.of(equal(), equal()));
                    case 2 -> new Or(List.of(equal(), new And(List.of(equal(), leaf()))));
                    default -> leaf();
                });
        if (random.nextInt(3) == 0) parts.add(new Not(query(1)));
        Collections.shuffle(parts, random);
        return new And(parts);
    }

    /** Drawn again where the time is refused. */
    private Query equal() {
        while (true) {
            try {
                return new Equal(pick(fields), pick(values));
            } catch (IllegalArgumentException refused) {
                if (fields.stream().allMatch(field -> field.equals("time"))) throw refused;
            }
        }
    }

    private List<Query> parts(int depth) {
        return Stream.generate(() -> query(depth)).limit(2 + random.nextInt(3)).toList();
    }

    /** A condition; where an operator refuses what was drawn, it is drawn again. */
    private Query leaf() {
        while (true) {
            try {
                return anyLeaf().get();
            } catch (IllegalArgumentException refused) {
                // Drawn again.
            }
        }
    }

    private Supplier<Query> anyLeaf() {
        String field = pick(fields);
        return switch (random.nextInt(17)) {
            case 0 -> () -> random.nextInt(10) == 0 ? new All() : new Exists(field);
            case 1, 2 -> () -> new Word(pick(values));
            case 3 -> () -> new Phrase(pick(values));
            case 4, 5, 6, 7 -> () -> new Equal(field, pick(values));
            case 8 -> () -> new Wildcard(fieldOrNone(), pick(PATTERNS));
            case 9 -> () -> new Regex(fieldOrNone(), pick(EXPRESSIONS));
            case 10 -> () -> new Exists(field);
            case 11 -> () -> new Compare(field, pick(List.of(Operator.values())), pick(BOUNDS));
            case 12 -> () -> new Between(field, bound(), bound(), random.nextBoolean(), random.nextBoolean());
            case 13, 14 -> () -> new Whole(field, pick(PATTERNS), random.nextBoolean());
            case 15 -> () -> new Fellow(field, pick(List.of(Fellow.How.values())), pick(fields));
            default -> () -> new Cidr(field, pick(BLOCKS));
        };
    }

    private String bound() {
        return random.nextInt(4) == 0 ? Between.OPEN : pick(BOUNDS);
    }

    private @Nullable String fieldOrNone() {
        return random.nextInt(3) == 0 ? null : pick(fields);
    }

    private <E> E pick(List<E> from) {
        return from.get(random.nextInt(from.size()));
    }
}
