package io.tocsin.sigma;

import io.tocsin.query.Query;

/**
 * A rule about single events, complete: its log source, field names and filters are part of {@code match}.
 *
 * @param about who wrote it, and what for
 * @param source as the rule names it
 * @param map the name of the map that says which of our events these are
 * @param match what an event must meet, by the names of our fields
 */
public record SigmaRule(SigmaAbout about, LogSource source, String map, Query match) {}
