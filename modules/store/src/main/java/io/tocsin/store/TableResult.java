package io.tocsin.store;

import io.tocsin.query.Table;

/**
 * A table of everything that matches.
 *
 * @param partial whether patience ran out, or whoever asked left: the numbers are too low then
 * @param matched events that were counted
 */
public record TableResult(Table table, long matched, boolean partial, SearchPlan plan) {}
