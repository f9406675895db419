package io.tocsin.template;

/** Go's nil: a value like any other, so that nothing in here is null. */
enum Nil {
    NIL
}
