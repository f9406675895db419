package io.tocsin.rules;

import io.tocsin.yaml.Problem;

/**
 * Something about a rule that works and is probably not meant.
 *
 * @param lint its kind, a short name that does not change
 * @param rule the name of the rule
 * @param problem where it is, and what would be right
 */
public record Finding(String lint, String rule, Problem problem) {}
