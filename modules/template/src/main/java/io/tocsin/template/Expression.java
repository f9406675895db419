package io.tocsin.template;

import java.util.List;

/** What has a value. Positions are offsets in the source. */
sealed interface Expression {
    int at();

    record Dot(int at) implements Expression {}

    record Literal(int at, Object value) implements Expression {}

    /** A variable, by its place among the variables of the template; {@code $} is number 0. */
    record Variable(int at, String name, int slot) implements Expression {}

    /** A function by its name; what it is given is in the command. */
    record Function(int at, String name) implements Expression {}

    /** A field, key or method of a value. */
    record Member(int at, Expression of, String name) implements Expression {}

    /** A function, method or value, and what it is given. */
    record Command(int at, Expression head, List<Expression> arguments) {}

    /**
     * Commands, each of which is given the value of the one before as its last argument.
     *
     * @param slots the variables that are set to the value, and then nothing is printed
     */
    record Pipeline(int at, List<Integer> slots, List<Command> commands) implements Expression {}
}
