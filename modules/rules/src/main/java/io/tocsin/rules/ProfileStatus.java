package io.tocsin.rules;

/**
 * What a profile is doing. Counters run since it was loaded.
 *
 * @param keys keys of which something is known
 * @param evicted keys that were forgotten because there were too many
 * @param skipped events without one of its by-fields
 */
public record ProfileStatus(String name, int keys, long evicted, long skipped) {}
