package io.tocsin.rules;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds rules that can be read and are probably not meant: that can never fire, that fire for everything, that are there
 * twice, or that ask for fields which no event has.
 */
public final class Lints {
    private final Places places;
    private final List<Finding> findings = new ArrayList<>();

    private Lints(Places places) {
        this.places = places;
    }

    /**
     * Checks rules that were read without problems.
     *
     * @param knowledge what is known about the events, {@link FieldKnowledge#NONE} for nothing
     * @return in the order of rules
     */
    public static List<Finding> check(RuleSet rules, FieldKnowledge knowledge) {
        Lints lints = new Lints(rules.places());
        for (Rule rule : rules.rules()) {
            MatchLints.check(rule, lints);
            NeverLints.check(rule, lints);
            KeyLints.check(rule, knowledge, lints);
            FieldLints.check(rule, knowledge, lints);
            DuplicateLints.check(rule, rules.rules(), lints);
        }
        return List.copyOf(lints.findings);
    }

    void add(String lint, Rule rule, String key, String message) {
        add(lint, rule, places.of(rule, key), message);
    }

    /** At a word in the value of a key. */
    void add(String lint, Rule rule, String key, String word, String message) {
        add(lint, rule, places.of(rule, key, word), message);
    }

    private void add(String lint, Rule rule, Mark mark, String message) {
        findings.add(
                new Finding(lint, rule.name(), new Problem(mark.file(), mark.line(), mark.column(), message)));
    }

    /** The place of a rule, for messages about another one. */
    String place(Rule rule) {
        Mark mark = places.of(rule);
        return mark.file() + ":" + mark.line();
    }

    /** Whether a rule counts single events, so that it should choose few; shares, rates and silences may be of all. */
    static boolean choosesEvents(Condition when) {
        return switch (when) {
            case AnyCondition any -> true;
            case CountCondition count -> true;
            case EventCondition event -> false;
            case SequenceCondition sequence -> false;
            case SumCondition sum -> false;
            case DistinctCondition distinct -> false;
            case NewCondition fresh -> false;
            case RatioCondition ratio -> false;
            case MeasureCondition measure -> false;
            case ShiftCondition shift -> false;
            case BaselineCondition baseline -> false;
            case AbsentCondition absent -> false;
        };
    }
}
