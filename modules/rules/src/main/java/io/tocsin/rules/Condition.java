package io.tocsin.rules;

/**
 * What must be true of the matching events of one key, as written after {@code when:}. One file per condition;
 * its window state lies beside it and is opened by {@link KeyWindow#open}.
 *
 * <p><b>Eager</b> conditions ({@code any}, {@code count}) are decided by the event that makes them true.
 * <b>Settled</b> ones ({@code ratio}, {@code absent}) are decided when the watermark says that the window is
 * complete.
 */
public sealed interface Condition permits AnyCondition, CountCondition, RatioCondition, AbsentCondition {
    /** Whether the event itself decides, without waiting for the watermark. */
    boolean eager();

    /** Whether windows filled for the other condition can be read by this one: all but the threshold is equal. */
    boolean measuresLike(Condition other);

    /** The condition as it is written in a rule file. */
    String print();
}
