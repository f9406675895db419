package io.tocsin.template;

import java.util.List;
import java.util.Optional;

/** What a template does, in order. Positions are offsets in the source. */
sealed interface Statement {
    int at();

    record Text(int at, String text) implements Statement {}

    /** An action: prints its value unless it sets a variable. */
    record Print(Expression.Pipeline value) implements Statement {
        @Override
        public int at() {
            return value.at();
        }
    }

    /** {@code if}, and {@code with}, which makes the condition the dot. */
    record Choice(boolean with, Expression.Pipeline condition, List<Statement> then, List<Statement> otherwise)
            implements Statement {
        @Override
        public int at() {
            return condition.at();
        }
    }

    /** {@code range}; its pipeline has up to two variables, for key and element, or for the element alone. */
    record Range(Expression.Pipeline over, List<Statement> each, List<Statement> none) implements Statement {
        @Override
        public int at() {
            return over.at();
        }
    }

    /** {@code template} and {@code block}. */
    record Include(int at, String name, Optional<Expression.Pipeline> dot) implements Statement {}

    record Break(int at) implements Statement {}

    record Continue(int at) implements Statement {}
}
