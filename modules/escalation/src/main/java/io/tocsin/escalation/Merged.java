package io.tocsin.escalation;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of two incidents of which one is merged into the other.
 *
 * @param from the one that ends
 * @param into the one that goes on with the alerts of both
 * @param refusal why nothing was changed; null when it was
 */
public record Merged(Step from, Step into, @Nullable String refusal) {}
