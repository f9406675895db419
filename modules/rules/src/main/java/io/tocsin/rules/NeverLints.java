package io.tocsin.rules;

import io.tocsin.query.And;
import io.tocsin.query.Equal;
import io.tocsin.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for rules that can never fire, or always do. */
final class NeverLints {
    private static final String NEVER = "never-fires";

    private NeverLints() {}

    static void check(Rule rule, Lints lints) {
        String conflict = Contradiction.of(rule.match());
        if (conflict != null) {
            lints.add(NEVER, rule, "match", "can never fire: no event has " + conflict + " unless the field is a list");
            return;
        }
        switch (rule.when()) {
            case RatioCondition ratio -> ratio(rule, ratio.part(), lints);
            case SequenceCondition sequence -> steps(rule, sequence.steps(), lints);
            case DistinctCondition distinct -> distinct(rule, distinct.field(), lints);
            case NewCondition fresh -> fresh(rule, fresh, lints);
            case AnyCondition any -> {}
            case CountCondition count -> {}
            case SumCondition sum -> {}
            case EventCondition event -> {}
            case MeasureCondition measure -> {}
            case ShiftCondition shift -> {}
            case BaselineCondition baseline -> {}
            case AbsentCondition absent -> {}
        }
    }

    private static void ratio(Rule rule, Query part, Lints lints) {
        String conflict = Contradiction.of(And.of(List.of(rule.match(), part)));
        if (conflict != null)
            lints.add(NEVER, rule, "when", "the ratio is always 0: no event of 'match' has " + conflict);
        if (part.print().equals(rule.match().print()))
            lints.add(NEVER, rule, "when", "the ratio is always 100%: it asks for what 'match' asks for");
    }

    private static void steps(Rule rule, List<SequenceCondition.Step> steps, Lints lints) {
        for (SequenceCondition.Step step : steps) {
            String conflict = Contradiction.of(And.of(List.of(rule.match(), step.match())));
            if (conflict == null) continue;
            String because = "no event of 'match' has " + conflict;
            lints.add(
                    NEVER,
                    rule,
                    "steps",
                    step.absent()
                            ? "the absent step '" + step.match().print() + "' says nothing: " + because
                            : "can never fire: in step '" + step.match().print() + "' " + because);
        }
    }

    private static void distinct(Rule rule, KeyField field, Lints lints) {
        if (rule.limits().stream().allMatch(limit -> limit.needed(0) <= 1)) return;
        if (isKey(rule, field))
            lints.add(NEVER, rule, "when", "can never fire: each key of 'by' has one '" + field.name() + "' only");
        String value = only(rule.match(), field.field());
        if (value != null)
            lints.add(
                    NEVER,
                    rule,
                    "when",
                    "can never fire: 'match' allows one value of '" + field.field() + "', " + value);
    }

    private static boolean isKey(Rule rule, KeyField field) {
        return rule.by().stream()
                .anyMatch(key -> key.name().equals(field.name())
                        || (key.isPlain() && key.field().equals(field.field())));
    }

    private static void fresh(Rule rule, NewCondition fresh, Lints lints) {
        if (fresh.learnAfter().compareTo(fresh.history()) >= 0)
            lints.add(NEVER, rule, "learn_after", "can never fire: a key is forgotten ('history') before it is known");
        boolean keysOnly = fresh.fields().stream().allMatch(field -> isKey(rule, field));
        boolean learnsAsOne = rule.by().containsAll(fresh.fields());
        if (keysOnly && !learnsAsOne && !fresh.learnAfter().isZero())
            lints.add(NEVER, rule, "when", "can never fire: each key of 'by' has one combination of these fields");
        else if (fresh.learnAfter().isZero() && !rule.by().isEmpty() && !keysOnly)
            lints.add(
                    "new-without-learning",
                    rule,
                    "when",
                    "fires for the first event of each key: 'learn_after: 1d' waits until a key is known");
    }

    private static @Nullable String only(Query match, String field) {
        List<Query> parts = match instanceof And and ? and.parts() : List.of(match);
        for (Query part : parts) {
            if (part instanceof Equal equal && equal.field().equals(field)) return equal.value();
        }
        return null;
    }
}
