package io.tocsin.store;

import java.time.Instant;

/**
 * What a sender was told about a batch that it had named, so that it can be told the same again.
 *
 * @param batch the name, with whose it is: unique among all senders
 * @param at when the batch was taken in
 * @param accepted events that were taken, those among them that were there already
 * @param rejected records that were no events
 * @param duplicates events that were not stored because they were there already
 */
public record Delivered(String batch, Instant at, int accepted, int rejected, int duplicates) {}
