package io.tocsin.rules;

/**
 * What must be true of the matching events of one key, as written after {@code when:}, without the thresholds: these are
 * the {@link Limit}s of the rule. One file per condition; its window state lies beside it and is opened by {@link
 * KeyWindow#open}.
 *
 * <p><b>Eager</b> conditions are decided by the event that makes them true. <b>Settled</b> ones are decided when the
 * watermark says that the window is complete.
 */
public sealed interface Condition
        permits AnyCondition,
                CountCondition,
                SumCondition,
                DistinctCondition,
                NewCondition,
                SequenceCondition,
                EventCondition,
                RatioCondition,
                MeasureCondition,
                ShiftCondition,
                BaselineCondition,
                AbsentCondition {
    /** Whether the event itself decides, without waiting for the watermark. */
    boolean eager();

    /** Whether windows filled for the other condition can be read by this one. */
    default boolean measuresLike(Condition other) {
        return equals(other);
    }

    /** The condition as it is written in a rule file. */
    String print();
}
