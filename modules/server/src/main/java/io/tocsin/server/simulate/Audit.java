package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What must hold of every story, whatever happens in it. Looks only at what was seen at the borders of the product. */
final class Audit {
    private static final List<BiFunction<Story, Account, List<Finding>>> PROMISES = List.of(
            Deliveries::check, Answering::check, Climbing::check, Reaching::check, Storming::check, Oracle::check);

    private Audit() {}

    /** Every promise that was broken; empty when all is well. */
    static List<Finding> of(Story story, Account account) {
        List<Finding> found = new ArrayList<>(account.wrong());
        for (BiFunction<Story, Account, List<Finding>> promise : PROMISES) found.addAll(promise.apply(story, account));
        return found;
    }
}
