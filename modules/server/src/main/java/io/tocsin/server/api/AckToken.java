package io.tocsin.server.api;

/** What a signed link stands for: this person may acknowledge this round of this incident. */
public record AckToken(String incident, int round, String person) {}
