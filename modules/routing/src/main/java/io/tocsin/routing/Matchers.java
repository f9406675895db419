package io.tocsin.routing;

import com.google.re2j.Pattern;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions that must all hold, compiled once. Equal by content. */
public final class Matchers {
    /** Holds for every alert. */
    public static final Matchers ALL = new Matchers(List.of());

    private final List<Matcher> list;
    private final List<Test> tests;

    /** Conditions in the order given; {@link #sorted} has the order of group keys. */
    public Matchers(List<Matcher> list) {
        this.list = List.copyOf(list);
        this.tests = this.list.stream().map(Test::of).toList();
    }

    static Matchers sorted(List<Matcher> list) {
        return new Matchers(list.stream().sorted().toList());
    }

    public List<Matcher> list() {
        return list;
    }

    /** Whether labels fulfil every condition. */
    public boolean matches(Labels labels) {
        for (Test test : tests) {
            if (!test.holds(labels.orEmpty(test.matcher.name()))) return false;
        }
        return true;
    }

    /**
     * A label that alerts must have to fulfil the conditions, with one of a few values or one that begins in some way.
     *
     * @param values empty when a prefix is all that is known
     */
    record Anchor(String name, Set<String> values, String prefix) {
        boolean isExact() {
            return !values.isEmpty();
        }
    }

    /** All that are known; empty when alerts of any labels might fulfil the conditions. */
    List<Anchor> anchors() {
        List<Anchor> anchors = new ArrayList<>(tests.size());
        for (Test test : tests) {
            if (test.anchor != null) anchors.add(test.anchor);
        }
        return anchors;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matchers matchers && matchers.list.equals(list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    /** {@code {a="b",c!~"d"}}, as in Alertmanager's route keys. */
    @Override
    public String toString() {
        return list.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /**
     * @param prefix what every value that the pattern matches begins with
     * @param anchor null when a missing label fulfils it, or nothing is known of those that do
     */
    private record Test(
            Matcher matcher,
            @Nullable Pattern pattern,
            String prefix,
            @Nullable Anchor anchor) {
        static Test of(Matcher matcher) {
            String value = matcher.value();
            if (matcher.operator().isRegex())
                return new Test(matcher, Regex.compile(value), Literals.prefix(value), anchor(matcher));
            return new Test(matcher, null, "", anchor(matcher));
        }

        private static @Nullable Anchor anchor(Matcher matcher) {
            if (!matcher.operator().isPositive()) return null;
            String value = matcher.value();
            Set<String> values = matcher.operator().isRegex() ? Literals.values(value) : Set.of(value);
            if (values != null) return values.contains("") ? null : new Anchor(matcher.name(), values, "");
            String prefix = Literals.prefix(value);
            return prefix.isEmpty() ? null : new Anchor(matcher.name(), Set.of(), prefix);
        }

        boolean holds(String value) {
            return hit(value) == matcher.operator().isPositive();
        }

        private boolean hit(String value) {
            Pattern regex = pattern;
            if (regex == null) return value.equals(matcher.value());
            return value.startsWith(prefix) && regex.matcher(value).find();
        }
    }
}
