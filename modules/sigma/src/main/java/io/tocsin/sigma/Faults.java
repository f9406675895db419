package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Reason;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects why a document stays inactive. Whoever finds a fault goes on with something harmless in its place, to find the
 * next one: with faults nothing of it is used. Not thread-safe.
 */
final class Faults {
    private final Problems broken = new Problems();
    private final List<Reason> others = new ArrayList<>();

    /** What is wrong in the file; for readers that know only problems. */
    Problems broken() {
        return broken;
    }

    void broken(Mark at, String message) {
        broken.add(at, message);
    }

    void add(Why why, Mark at, String message) {
        others.add(new Reason(why, new Problem(at.file(), at.line(), at.column(), message)));
    }

    void add(List<Reason> reasons) {
        others.addAll(reasons);
    }

    boolean isEmpty() {
        return broken.isEmpty() && others.isEmpty();
    }

    /** Those of broken files first: they hide others. */
    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        for (Problem problem : broken.list()) reasons.add(new Reason(Why.BROKEN, problem));
        reasons.addAll(others);
        return reasons;
    }
}
