package io.tocsin.server.rehearse;

import java.util.List;

/**
 * What became of one test.
 *
 * @param events how many events the rules saw
 * @param failures what was expected and is not so, in the order of the file; empty when it passed
 */
public record Outcome(String file, String test, int events, List<String> failures) {
    public Outcome {
        failures = List.copyOf(failures);
    }

    /** Whether all was as expected. */
    public boolean passed() {
        return failures.isEmpty();
    }
}
