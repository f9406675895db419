package io.tocsin.server.config;

import io.tocsin.rules.Comparison;
import io.tocsin.rules.Condition;
import io.tocsin.rules.CountCondition;
import io.tocsin.rules.DistinctCondition;
import io.tocsin.rules.KeyField;
import io.tocsin.rules.Limit;
import io.tocsin.rules.Measure;
import io.tocsin.rules.MeasureCondition;
import io.tocsin.rules.SequenceCondition;
import io.tocsin.rules.SumCondition;
import io.tocsin.sigma.SigmaCorrelation;
import io.tocsin.sigma.SigmaKey;
import io.tocsin.sigma.SigmaLimit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A correlation of Sigma as a condition of ours, with the threshold. */
record SigmaCondition(Condition when, Limit limit) {
    private static final int STEPS_MAX = 8;

    /** Empty when none of our conditions says the same. */
    static Optional<SigmaCondition> of(SigmaCorrelation correlation, String severity) {
        if (!correlation.by().stream().allMatch(SigmaKey::isOneField)) return Optional.empty();
        return switch (correlation) {
            case SigmaCorrelation.EventCount count -> compared(count.limits(), severity, new Measure.Count(), null);
            case SigmaCorrelation.ValueCount count -> valueCount(count, severity);
            case SigmaCorrelation.ValueSum sum ->
                compared(
                        only(sum.field(), sum.limits()),
                        severity,
                        new Measure.Sum(sum.field().field()),
                        null);
            case SigmaCorrelation.ValueAvg avg ->
                compared(
                        only(avg.field(), avg.limits()),
                        severity,
                        new Measure.Average(avg.field().field()),
                        null);
            case SigmaCorrelation.Temporal temporal -> steps(temporal, false, severity);
            case SigmaCorrelation.TemporalOrdered ordered -> steps(ordered, true, severity);
        };
    }

    private static Optional<SigmaCondition> valueCount(SigmaCorrelation.ValueCount count, String severity) {
        if (count.fields().size() != 1) return Optional.empty();
        SigmaKey key = count.fields().getFirst();
        return compared(only(key, count.limits()), severity, new Measure.Distinct(key.field()), field(key.field()));
    }

    /** A field that has another name in each rule is not one that we can measure. */
    private static List<SigmaLimit> only(SigmaKey field, List<SigmaLimit> limits) {
        return field.isOneField() ? limits : List.of();
    }

    private static Optional<SigmaCondition> compared(
            List<SigmaLimit> limits, String severity, Measure measure, @Nullable KeyField distinct) {
        if (limits.size() != 1) return Optional.empty();
        SigmaLimit limit = limits.getFirst();
        Comparison comparison = Stream.of(Comparison.values())
                .filter(each -> each.sign().equals(limit.operator().sign()))
                .findFirst()
                .orElse(null);
        if (comparison == null) return Optional.empty();
        boolean grows = comparison == Comparison.ABOVE || comparison == Comparison.AT_LEAST;
        return Optional.of(new SigmaCondition(
                grows ? eager(measure, distinct) : new MeasureCondition(measure, 1),
                new Limit(severity, comparison, limit.value(), List.of())));
    }

    private static Condition eager(Measure measure, @Nullable KeyField distinct) {
        if (distinct != null) return new DistinctCondition(distinct);
        if (measure instanceof Measure.Count) return new CountCondition();
        if (measure instanceof Measure.Sum sum) return new SumCondition(sum.field());
        return new MeasureCondition(measure, 1);
    }

    private static Optional<SigmaCondition> steps(SigmaCorrelation correlation, boolean ordered, String severity) {
        List<SequenceCondition.Step> steps = correlation.rules().stream()
                .map(rule -> new SequenceCondition.Step(rule.match(), false))
                .toList();
        if (steps.size() < 2 || steps.size() > STEPS_MAX) return Optional.empty();
        return Optional.of(
                new SigmaCondition(new SequenceCondition(steps, ordered), new Limit(severity, null, 0, List.of())));
    }

    static KeyField field(String name) {
        return new KeyField(name, name.replaceAll("[^A-Za-z0-9_]", "_"));
    }
}
