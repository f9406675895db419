package io.tocsin.sigma;

import io.tocsin.query.And;
import io.tocsin.query.Query;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that was read, before filters are laid on it and correlations take it.
 *
 * @param map by which its fields are named
 * @param aggregation what an older rule counts; null for all others
 * @param within over which time; zero without an aggregation
 */
record DraftRule(SigmaRule rule, SourceMap map, @Nullable Aggregation aggregation, Duration within) {
    /** The same rule for fewer events. */
    DraftRule and(Query filter) {
        Query both = And.of(List.of(rule.match(), filter));
        return new DraftRule(new SigmaRule(rule.about(), rule.source(), rule.map(), both), map, aggregation, within);
    }
}
