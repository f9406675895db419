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

    /** A label that alerts must have with one of a few values to fulfil the conditions. */
    record Anchor(String name, Set<String> values) {}

    /** All that are known; empty when alerts of any labels might fulfil the conditions. */
    List<Anchor> anchors() {
        List<Anchor> anchors = new ArrayList<>(tests.size());
        for (Test test : tests) {
            if (test.values != null) anchors.add(new Anchor(test.matcher.name(), test.values));
        }
        return anchors;
    }

    /** Whether some condition needs a label to be there: a silence without one would silence everything. */
    boolean needsSomething() {
        return tests.stream().anyMatch(test -> !test.holds(""));
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
     * @param values the only values that fulfil it; null when others do too, or a missing label does
     * @param prefix what every value that the pattern matches begins with
     */
    private record Test(
            Matcher matcher,
            @Nullable Pattern pattern,
            @Nullable Set<String> values,
            String prefix) {
        static Test of(Matcher matcher) {
            boolean regex = matcher.operator().isRegex();
            String value = matcher.value();
            Set<String> values = regex ? Literals.values(value) : Set.of(value);
            boolean anchor = matcher.operator().isPositive() && values != null && !values.contains("");
            return new Test(
                    matcher,
                    regex ? Regex.compile(value) : null,
                    anchor ? values : null,
                    regex ? Literals.prefix(value) : "");
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
