package io.tocsin.routing;

import com.google.re2j.Pattern;
import io.tocsin.model.Labels;
import java.util.List;
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

    private record Test(Matcher matcher, @Nullable Pattern pattern) {
        static Test of(Matcher matcher) {
            return new Test(matcher, matcher.operator().isRegex() ? Regex.compile(matcher.value()) : null);
        }

        boolean holds(String value) {
            Pattern regex = pattern;
            boolean hit = regex == null
                    ? value.equals(matcher.value())
                    : regex.matcher(value).find();
            return hit == matcher.operator().isPositive();
        }
    }
}
