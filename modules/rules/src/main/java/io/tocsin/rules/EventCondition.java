package io.tocsin.rules;

/**
 * A comparison of the fields of an event with each other, with lists and with the profile of its key, as in {@code amount > 3
 * * spend.mean and location not in spend.places}. Without profiles it is eager. With them it is decided when the watermark
 * has passed the event, in the order of event time: the profile is what was before it.
 *
 * @param expression what must be true
 * @param minHistory how many events the profile must have seen before it is compared with
 */
public record EventCondition(Expression expression, long minHistory) implements Condition {
    static final long MIN_HISTORY_DEFAULT = 20;

    @Override
    public boolean eager() {
        return !expression.asksProfiles();
    }

    @Override
    public boolean measuresLike(Condition other) {
        return other instanceof EventCondition like && like.expression.print().equals(expression.print());
    }

    @Override
    public String print() {
        return expression.print();
    }
}
