package io.tocsin.server.simulate;

/**
 * A promise that was broken.
 *
 * @param promise its name; two findings of one promise are of one kind
 */
public record Finding(String promise, String text) {}
