package io.tocsin.template;

/** A function of the language or a method of a value. It throws {@link Refusal}, and nothing else. */
interface Function {
    Object call(Arguments arguments);
}
