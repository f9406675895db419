package io.tocsin.rules.match;

import java.util.List;

/**
 * Keys, at least one of which an event must have to pass a test.
 *
 * @param rate which share of events is expected to have one, and what looking costs besides: only good to compare
 */
record Need(List<Key> keys, double rate) {}
