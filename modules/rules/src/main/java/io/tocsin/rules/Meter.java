package io.tocsin.rules;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Numbers;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a settled condition measures: what it reads of an event, what it keeps of many, and which number that is. A <em>reading</em>
 * is 64 bits: a double, a hash, or a yes or no.
 */
sealed interface Meter {
    /** No reading: the event has no value, or one that is no number. The bits of a double that is none. */
    long NONE = 0x7ff8000000000000L;

    /** No amount of anything comes near; and squares of it, many of them, can be added up. */
    double NUMBER_MAX = 1e100;

    /** The meter of a settled condition, null for all others. */
    static @Nullable Meter of(Condition condition) {
        return switch (condition) {
            case RatioCondition ratio -> new Share();
            case MeasureCondition measure -> Values.of(measure.measure());
            case ShiftCondition shift -> Values.of(shift.measure());
            case BaselineCondition baseline -> Values.of(baseline.measure());
            case AnyCondition any -> null;
            case CountCondition count -> null;
            case SumCondition sum -> null;
            case DistinctCondition distinct -> null;
            case NewCondition fresh -> null;
            case SequenceCondition sequence -> null;
            case EventCondition event -> null;
            case AbsentCondition absent -> null;
        };
    }

    /**
     * The reading of an event, or {@link #NONE}.
     *
     * @param counts whether it meets the query of a share, which is found out for all rules at once
     */
    long read(LogEvent event, boolean counts);

    /** Whether an event with this reading shows why a rule fires. */
    default boolean shows(long reading) {
        return true;
    }

    /** An empty tally for a bucket. */
    Tally bucket();

    /** An empty tally for a window. */
    default Tally window() {
        return bucket();
    }

    /** Whether nothing is 0, and not unknown. */
    boolean countsNothing();

    /**
     * The number that was measured.
     *
     * @param millis the length of what was tallied
     * @return NaN when there is none
     */
    double result(Tally tally, long millis);

    /** The share of events that match a second query. */
    record Share() implements Meter {
        @Override
        public long read(LogEvent event, boolean counts) {
            return counts ? 1 : 0;
        }

        @Override
        public boolean shows(long reading) {
            return reading == 1;
        }

        @Override
        public Tally bucket() {
            return new ShareTally();
        }

        @Override
        public boolean countsNothing() {
            return false;
        }

        @Override
        public double result(Tally tally, long millis) {
            return ((ShareTally) tally).share();
        }
    }

    /**
     * A measure.
     *
     * @param told what is told apart, for {@code distinct}
     */
    record Values(Measure measure, @Nullable KeyField told) implements Meter {
        static Values of(Measure measure) {
            return new Values(
                    measure,
                    measure instanceof Measure.Distinct distinct ? KeyFieldReader.parse(distinct.field()) : null);
        }

        @Override
        public long read(LogEvent event, boolean counts) {
            return switch (measure) {
                case Measure.Count count -> 1;
                case Measure.Rate rate -> 1;
                case Measure.Sum sum -> number(event.fields(), sum.field());
                case Measure.Average average -> number(event.fields(), average.field());
                case Measure.Least least -> number(event.fields(), least.field());
                case Measure.Most most -> number(event.fields(), most.field());
                case Measure.Deviation deviation -> number(event.fields(), deviation.field());
                case Measure.Percentile percentile -> number(event.fields(), percentile.field());
                case Measure.Distinct distinct -> text(event.fields());
            };
        }

        private static long number(Fields fields, String field) {
            String text = fields.first(field);
            if (text == null) return NONE;
            OptionalDouble number = Numbers.of(text);
            if (number.isEmpty() || Math.abs(number.getAsDouble()) > NUMBER_MAX) return NONE;
            return Double.doubleToRawLongBits(number.getAsDouble());
        }

        private long text(Fields fields) {
            String text = told == null ? null : told.of(fields);
            return text == null ? NONE : DistinctTally.reading(text);
        }

        @Override
        public Tally bucket() {
            return switch (measure) {
                case Measure.Count count -> new CountTally();
                case Measure.Rate rate -> new CountTally();
                case Measure.Sum sum -> new SumTally(false);
                case Measure.Average average -> new SumTally(false);
                case Measure.Least least -> new ExtremeTally(false);
                case Measure.Most most -> new ExtremeTally(true);
                case Measure.Deviation deviation -> new SumTally(true);
                case Measure.Percentile percentile -> new RankTally();
                case Measure.Distinct distinct -> new DistinctTally(true);
            };
        }

        @Override
        public Tally window() {
            return measure instanceof Measure.Distinct ? new DistinctTally(false) : bucket();
        }

        @Override
        public boolean countsNothing() {
            return switch (measure) {
                case Measure.Count count -> true;
                case Measure.Rate rate -> true;
                case Measure.Sum sum -> true;
                case Measure.Distinct distinct -> true;
                case Measure.Average average -> false;
                case Measure.Least least -> false;
                case Measure.Most most -> false;
                case Measure.Deviation deviation -> false;
                case Measure.Percentile percentile -> false;
            };
        }

        @Override
        public double result(Tally tally, long millis) {
            if (tally.values() == 0) return countsNothing() ? 0 : Double.NaN;
            return switch (measure) {
                case Measure.Count count -> tally.values();
                case Measure.Rate rate -> tally.values() * 1000.0 / millis;
                case Measure.Sum sum -> ((SumTally) tally).sum();
                case Measure.Average average -> ((SumTally) tally).mean();
                case Measure.Least least -> ((ExtremeTally) tally).found();
                case Measure.Most most -> ((ExtremeTally) tally).found();
                case Measure.Deviation deviation -> ((SumTally) tally).deviation();
                case Measure.Percentile percentile -> ((RankTally) tally).at(percentile.rank());
                case Measure.Distinct distinct -> ((DistinctTally) tally).count();
            };
        }
    }
}
