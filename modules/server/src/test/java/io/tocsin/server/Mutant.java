package io.tocsin.server;

import io.tocsin.server.simulate.Finding;
import io.tocsin.server.simulate.Simulation;
import java.util.List;
import java.util.function.LongFunction;

/** Plays seeds on whatever product it was loaded with. */
public final class Mutant implements LongFunction<String> {
    private final Simulation simulation;

    /** Stories of a day. */
    public Mutant() throws Exception {
        simulation = Simulations.of(1);
    }

    /** The first promise that a seed breaks; empty when all are kept. */
    @Override
    public String apply(long seed) {
        List<Finding> findings = simulation.findings(seed);
        return findings.isEmpty()
                ? ""
                : findings.getFirst().promise() + ": " + findings.getFirst().text();
    }
}
