package io.tocsin.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is refused as a whole, with everything that is wrong in it. */
public final class ConfigException extends RuntimeException {
    private final transient List<Problem> problems;

    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
