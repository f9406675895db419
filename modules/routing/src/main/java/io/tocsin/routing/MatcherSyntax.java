package io.tocsin.routing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads matchers as Alertmanager does; by default with the UTF-8 syntax, and with the classic one where only that can read
 * the text or where the two disagree; both of these come with a warning.
 */
public final class MatcherSyntax {
    private MatcherSyntax() {}

    /**
     * Reads any number of matchers, as in routes and inhibition rules, as Alertmanager does by default.
     *
     * @param warn told when the text works today but means something else in the newer syntax
     * @throws IllegalArgumentException when neither syntax reads it
     */
    public static List<Matcher> list(String text, Consumer<String> warn) {
        return list(text, MatcherMode.FALLBACK, warn);
    }

    /**
     * Reads any number of matchers.
     *
     * @throws IllegalArgumentException when no syntax of the mode reads it
     */
    public static List<Matcher> list(String text, MatcherMode mode, Consumer<String> warn) {
        return switch (mode) {
            case FALLBACK -> fallback(text, Utf8Matchers::parse, ClassicMatchers::parse, warn);
            case UTF8 -> Utf8Matchers.parse(text);
            case CLASSIC -> ClassicMatchers.parse(text);
        };
    }

    /**
     * Reads exactly one matcher without braces, as in filters of the API, as Alertmanager does by default.
     *
     * @throws IllegalArgumentException when it is none, more than one or in braces
     */
    public static Matcher one(String text) {
        return one(text, MatcherMode.FALLBACK);
    }

    /**
     * Reads exactly one matcher.
     *
     * @throws IllegalArgumentException when it is none, more than one or, unless the mode is the classic one, in braces
     */
    public static Matcher one(String text, MatcherMode mode) {
        if (mode == MatcherMode.CLASSIC) return ClassicMatchers.one(text);
        if (text.startsWith("{") || text.endsWith("}")) {
            throw new IllegalArgumentException("unexpected open or close brace: " + text);
        }
        return mode == MatcherMode.UTF8
                ? single(text)
                : fallback(text, MatcherSyntax::single, ClassicMatchers::one, warning -> {});
    }

    /** Whether a text can name a label in a classic matcher: {@code match} and {@code match_re} know no others. */
    static boolean classicName(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) return false;
        return name.chars().allMatch(c -> c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)));
    }

    private static Matcher single(String text) {
        List<Matcher> list = Utf8Matchers.parse(text);
        if (list.size() != 1) throw new IllegalArgumentException("expected 1 matcher, found " + list.size());
        return list.getFirst();
    }

    private static <T> T fallback(
            String text, Function<String, T> utf8, Function<String, T> classic, Consumer<String> warn) {
        Attempt<T> newer = Attempt.of(text, utf8);
        Attempt<T> older = Attempt.of(text, classic);
        T today = older.value;
        T tomorrow = newer.value;
        if (today == null) {
            if (tomorrow != null) return tomorrow;
            throw new IllegalArgumentException(older.error);
        }
        if (tomorrow == null) {
            warn.accept("only the classic syntax reads matcher '" + text + "' (" + newer.error
                    + "): put names and values in double quotes and double the backslashes");
        } else if (!tomorrow.equals(today)) {
            warn.accept("matcher '" + text + "' means " + tomorrow + " in the newer syntax and is read as " + today);
        }
        return today;
    }

    private record Attempt<T>(@Nullable T value, String error) {
        static <T> Attempt<T> of(String text, Function<String, T> parse) {
            try {
                return new Attempt<>(parse.apply(text), "");
            } catch (IllegalArgumentException e) {
                return new Attempt<>(null, String.valueOf(e.getMessage()));
            }
        }
    }
}
