package io.tocsin.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects everything that is wrong, so that people see all of it at once. Not thread-safe. */
public final class Problems {
    /** Past this many a file is not worth listing: somebody gave us the wrong one. */
    private static final int LISTED_MAX = 100;

    private final List<Problem> list = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    public void add(Mark at, String message) {
        if (list.size() < LISTED_MAX) list.add(new Problem(at.file(), at.line(), at.column(), message));
    }

    /** Something that works and is probably not meant. */
    public void warn(Mark at, String message) {
        if (warnings.size() < LISTED_MAX) warnings.add(new Problem(at.file(), at.line(), at.column(), message));
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public List<Problem> list() {
        return List.copyOf(list);
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Ends a load that found problems.
     *
     * @throws ConfigException with all of them, when there are any
     */
    public void throwIfAny() {
        if (!list.isEmpty()) throw new ConfigException(list());
    }

    @Override
    public String toString() {
        return list.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
