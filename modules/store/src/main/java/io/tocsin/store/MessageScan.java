package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks for an expression in messages, piece by piece, without putting them together: what a constant does to the search is
 * known once it was asked. Belongs to one search.
 */
final class MessageScan {
    /** Services have some hundred templates. */
    private static final int TEMPLATES_MAX = 10_000;

    private final Automaton automaton;
    private final Map<Constants, Pieces> known = new HashMap<>();

    MessageScan(Automaton automaton) {
        this.automaton = automaton;
    }

    /** Whether some constant alone has it. */
    boolean isIn(Constants template) {
        for (byte[] part : template.parts()) {
            if (automaton.after(Automaton.START, part) == Automaton.FOUND) return true;
        }
        return false;
    }

    /** How the messages of a template are searched. */
    Pieces of(Constants template) {
        if (known.size() >= TEMPLATES_MAX) known.clear();
        return known.computeIfAbsent(template, Pieces::new);
    }

    /** The constants of a template, and what each made of every state that it was met with. */
    final class Pieces {
        /** In the arrays: what was not asked yet. */
        private static final int NEW = -2;

        private final byte[][] parts;
        private final int[][] after;

        private Pieces(Constants template) {
            this.parts = template.parts();
            this.after = new int[parts.length][0];
        }

        /** The state after the message of a row of the template; {@link Automaton#UNKNOWN} when it cannot be told. */
        int after(Templates templates, int template, int row) throws IOException {
            int state = through(0, Automaton.START);
            for (int v = 0; v + 1 < parts.length && state >= 0 && state != Automaton.FOUND; v++) {
                Column variable = templates.variable(template, v);
                state = automaton.after(state, variable.value(variable.code(row)));
                if (state >= 0) state = through(v + 1, state);
            }
            return state;
        }

        private int through(int part, int state) {
            int[] row = after[part];
            if (state >= row.length) {
                row = Arrays.copyOf(row, state + 8);
                Arrays.fill(row, after[part].length, row.length, NEW);
                after[part] = row;
            }
            if (row[state] == NEW) row[state] = automaton.after(state, parts[part]);
            return row[state];
        }
    }
}
