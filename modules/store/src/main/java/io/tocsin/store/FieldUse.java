package io.tocsin.store;

/**
 * A field and how many events have it.
 *
 * @param name dotted path, or a normalised name
 * @param events of those in scope that have it
 */
public record FieldUse(String name, long events) {}
