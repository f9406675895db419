package io.tocsin.ingest;

/**
 * A record that could not be read as an event.
 *
 * @param line where it began: the line of the body, or in an array the number of the element; both from 1
 * @param reason why, for the person who sent it
 */
public record Reject(int line, String reason) {}
