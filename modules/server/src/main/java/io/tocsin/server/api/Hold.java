package io.tocsin.server.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Events that must stay, whatever retention and deletions say.
 *
 * @param id names it
 * @param from events of this time or later; {@link Instant#MIN} for all
 * @param to events before this time; {@link Instant#MAX} for all
 * @param keepClass only of this class of retention; null for every class
 * @param at when it was ordered
 * @param by who ordered it
 * @param reason why
 */
public record Hold(
        String id, Instant from, Instant to, @Nullable String keepClass, Instant at, String by, String reason) {}
