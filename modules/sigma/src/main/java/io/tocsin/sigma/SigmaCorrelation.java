package io.tocsin.sigma;

import io.tocsin.query.Or;
import io.tocsin.query.Query;
import java.time.Duration;
import java.util.List;

/**
 * A rule about several events, described so that a condition of ours can carry it out. {@code by} are the fields that split
 * the stream into keys, none for a single key; {@code within} is the length of the window. All {@code limits} must hold.
 */
public sealed interface SigmaCorrelation {
    SigmaAbout about();

    /** The rules whose events it is about, at least one, in the order of the file. */
    List<SigmaRule> rules();

    List<SigmaKey> by();

    Duration within();

    /** What an event of any of its rules meets. */
    default Query match() {
        return Or.of(rules().stream().map(SigmaRule::match).distinct().toList());
    }

    /** Enough events: {@code count()}. */
    record EventCount(
            SigmaAbout about, List<SigmaRule> rules, List<SigmaKey> by, Duration within, List<SigmaLimit> limits)
            implements SigmaCorrelation {}

    /** Enough different values, or combinations of values where there are several fields: {@code distinct(f)}. */
    record ValueCount(
            SigmaAbout about,
            List<SigmaRule> rules,
            List<SigmaKey> by,
            Duration within,
            List<SigmaKey> fields,
            List<SigmaLimit> limits)
            implements SigmaCorrelation {}

    /** The sum of a field: {@code sum(f)}. */
    record ValueSum(
            SigmaAbout about,
            List<SigmaRule> rules,
            List<SigmaKey> by,
            Duration within,
            SigmaKey field,
            List<SigmaLimit> limits)
            implements SigmaCorrelation {}

    /** The mean of a field: {@code avg(f)}. */
    record ValueAvg(
            SigmaAbout about,
            List<SigmaRule> rules,
            List<SigmaKey> by,
            Duration within,
            SigmaKey field,
            List<SigmaLimit> limits)
            implements SigmaCorrelation {}

    /** An event of each of two or more rules, in any order: an unordered sequence. */
    record Temporal(SigmaAbout about, List<SigmaRule> rules, List<SigmaKey> by, Duration within)
            implements SigmaCorrelation {}

    /** An event of each of two or more rules, in their order: a sequence. */
    record TemporalOrdered(SigmaAbout about, List<SigmaRule> rules, List<SigmaKey> by, Duration within)
            implements SigmaCorrelation {}
}
