package io.tocsin.benchmarks;

/** A part of the figures that can be measured alone. */
@FunctionalInterface
interface Part {
    void measure(Session session) throws Exception;
}
