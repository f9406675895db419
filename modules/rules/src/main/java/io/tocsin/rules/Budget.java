package io.tocsin.rules;

/**
 * How often a rule may wake people before a backtest fails.
 *
 * @param pagesPerWeek the average over the time that is looked at; negative for no limit
 * @param nightPages between 22 and 7 o'clock of the person's own time, over the time that is looked at; negative for no limit
 */
public record Budget(double pagesPerWeek, int nightPages) {}
