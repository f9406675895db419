package io.tocsin.template;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions of Alertmanager 0.34, on top of Go's own. */
final class Functions {
    /** Longer expressions are generated ones; the time to match grows with them. */
    private static final int MAX_EXPRESSION = 1000;

    private static final Map<String, Function> NAMED = Map.ofEntries(
            text("toUpper", text -> text.toUpperCase(Locale.ROOT)),
            text("toLower", text -> text.toLowerCase(Locale.ROOT)),
            text("title", Words::title),
            text("trimSpace", String::strip),
            text("safeHtml", text -> new Safe(Safe.Kind.HTML, text)),
            text("safeUrl", text -> new Safe(Safe.Kind.URL, text)),
            text("urlUnescape", Functions::urlUnescape),
            text("base64encode", text -> Base64.getUrlEncoder().encodeToString(Values.bytes(text))),
            text("base64decode", Functions::base64decode),
            function("join", 2, 2, arguments -> String.join(arguments.text(0), arguments.texts(1))),
            function("match", 2, 2, Functions::match),
            function("reReplaceAll", 3, 3, Functions::replaceAll),
            function("stringSlice", 0, -1, Functions::stringSlice),
            function("routeLabels", 1, 1, arguments -> arguments.context().routeLabel(arguments.text(0))),
            function("date", 2, 2, arguments -> Layout.of(arguments.text(0)).format(arguments.time(1))),
            function("tz", 2, 2, arguments -> Times.in(arguments.time(1), arguments.text(0))),
            function("now", 0, 0, arguments -> Values.of(arguments.context().now())),
            function(
                    "since",
                    1,
                    1,
                    arguments -> Duration.between(
                            arguments.time(0).toInstant(), arguments.context().now())),
            function("humanizeDuration", 1, 1, arguments -> Durations.humanize(arguments.seconds(0))),
            function("toDate", 2, 2, arguments -> Layout.of(arguments.text(0)).parseOrZero(arguments.text(1))),
            function(
                    "mustToDate",
                    2,
                    2,
                    arguments -> Layout.of(arguments.text(0)).parse(arguments.text(1))),
            function("toJson", 1, 1, arguments -> Json.of(arguments.value(0))),
            function("list", 0, -1, Arguments::values),
            function("append", 1, -1, Functions::append),
            function("dict", 0, -1, Functions::dict));

    /** All functions by name. */
    static final Map<String, Function> ALL = all();

    private Functions() {}

    private static Map<String, Function> all() {
        Map<String, Function> all = new LinkedHashMap<>(Builtins.all());
        all.putAll(NAMED);
        return Map.copyOf(all);
    }

    private static Map.Entry<String, Function> function(String name, int min, int max, Function function) {
        return Map.entry(name, arguments -> {
            arguments.expect(min, max);
            return function.call(arguments);
        });
    }

    private static Map.Entry<String, Function> text(String name, java.util.function.Function<String, Object> function) {
        return function(name, 1, 1, arguments -> function.apply(arguments.text(0)));
    }

    private static Object match(Arguments arguments) {
        Pattern pattern = compile(arguments.text(0), arguments.text(1), arguments);
        return pattern.matcher(arguments.text(1)).find();
    }

    private static Object replaceAll(Arguments arguments) {
        Pattern pattern = compile(arguments.text(0), arguments.text(2), arguments);
        return Words.replaceAll(pattern, arguments.text(1), arguments.text(2));
    }

    private static Pattern compile(String expression, String subject, Arguments arguments) {
        if (expression.length() > MAX_EXPRESSION)
            throw new Refusal("cannot use a regular expression of " + expression.length() + " characters: at most "
                    + MAX_EXPRESSION + " are allowed");
        arguments.context().budget().work((long) expression.length() * (subject.length() + expression.length()));
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new Refusal("cannot read the regular expression \"" + expression + "\": " + e.getDescription()
                    + " (RE2 syntax)");
        }
    }

    private static Object urlUnescape(String text) {
        byte[] escaped = Values.bytes(text.replace('+', ' '));
        ByteArrayOutputStream plain = new ByteArrayOutputStream(escaped.length);
        for (int i = 0; i < escaped.length; i++) {
            if (escaped[i] != '%') {
                plain.write(escaped[i]);
                continue;
            }
            int high = i + 2 < escaped.length ? Character.digit(escaped[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(escaped[i + 2], 16);
            if (low < 0)
                throw new Refusal("cannot unescape \"" + text + "\": '%' must be followed by two hexadecimal digits");
            plain.write(high * 16 + low);
            i += 2;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    private static Object base64decode(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal("cannot decode \"" + text + "\" as base64 with the alphabet of URLs: " + e.getMessage());
        }
    }

    private static Object stringSlice(Arguments arguments) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) texts.add(arguments.text(i));
        return Lists.strings(texts);
    }

    private static Object append(Arguments arguments) {
        List<Object> items = new ArrayList<>(arguments.list(0));
        items.addAll(arguments.values().subList(1, arguments.size()));
        return items;
    }

    private static Object dict(Arguments arguments) {
        if (arguments.size() % 2 != 0)
            throw new Refusal("cannot call dict with " + arguments.size() + " arguments: each key needs a value");
        Map<String, Object> dict = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) dict.put(arguments.text(i), arguments.value(i + 1));
        return dict;
    }
}
