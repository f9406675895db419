package io.tocsin.server.rehearse;

import io.tocsin.rules.RuleSet;
import java.util.List;

/** A file of tests that was read and found good, with the rules that it tests. */
public record TestFile(String name, RuleSet rules, List<RuleTest> tests) {
    public TestFile {
        tests = List.copyOf(tests);
    }
}
