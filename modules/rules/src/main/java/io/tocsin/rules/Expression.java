package io.tocsin.rules;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link EventCondition} asks. An event that lacks a field, or has no number where one is needed, makes a comparison
 * unknown, and its opposite too; {@code and} and {@code or} look past what is unknown where the other side decides. Only
 * what is true fires. Texts are compared without regard to case.
 */
public sealed interface Expression {
    /** Both are true. */
    record And(Expression left, Expression right) implements Expression {
        @Override
        public String print() {
            return "(" + left.print() + " and " + right.print() + ")";
        }
    }

    /** One of both is true. */
    record Or(Expression left, Expression right) implements Expression {
        @Override
        public String print() {
            return "(" + left.print() + " or " + right.print() + ")";
        }
    }

    /** The other is false. */
    record Not(Expression negated) implements Expression {
        @Override
        public String print() {
            return "not " + negated.print();
        }
    }

    /** Numbers in order. */
    record Compared(Operand left, Comparison comparison, Operand right) implements Expression {
        @Override
        public String print() {
            return "(" + left.print() + " " + comparison.sign() + " " + right.print() + ")";
        }
    }

    /** The same number, or the same text. */
    record Same(Operand left, Operand right) implements Expression {
        @Override
        public String print() {
            return "(" + left.print() + " == " + right.print() + ")";
        }
    }

    /** Among the values that a profile has met. */
    record Known(Operand value, Operand.Past values) implements Expression {
        @Override
        public String print() {
            return "(" + value.print() + " in " + values.print() + ")";
        }
    }

    /** Among the values of a list. */
    record Listed(Operand value, ValueList list) implements Expression {
        @Override
        public String print() {
            return "(" + value.print() + " in list(" + list.name() + "))";
        }
    }

    /** The event has the field. */
    record Exists(Operand.Field field) implements Expression {
        @Override
        public String print() {
            return "exists(" + field.print() + ")";
        }
    }

    /** The expression as text that means the same. */
    String print();

    /** The answer for an event. */
    default Verdict ask(Facts facts) {
        return switch (this) {
            case And and -> {
                Verdict left = and.left.ask(facts);
                yield left == Verdict.NO ? left : left.and(and.right.ask(facts));
            }
            case Or or -> {
                Verdict left = or.left.ask(facts);
                yield left == Verdict.YES ? left : left.or(or.right.ask(facts));
            }
            case Not not -> not.negated.ask(facts).not();
            case Compared compared -> compare(compared, facts);
            case Same same -> isSame(same, facts);
            case Known known -> {
                String text = known.value.text(facts);
                yield text == null ? Verdict.UNKNOWN : facts.has(known.values.profile(), known.values.value(), text);
            }
            case Listed listed -> {
                String text = listed.value.text(facts);
                yield text == null
                        ? Verdict.UNKNOWN
                        : Verdict.of(listed.list.values().contains(text));
            }
            case Exists exists -> Verdict.of(facts.field(exists.field.name()) != null);
        };
    }

    private static Verdict compare(Compared compared, Facts facts) {
        double left = compared.left.number(facts);
        double right = compared.right.number(facts);
        if (Double.isNaN(left) || Double.isNaN(right)) return Verdict.UNKNOWN;
        return Verdict.of(compared.comparison.holds(left, right));
    }

    private static Verdict isSame(Same same, Facts facts) {
        double left = same.left.number(facts);
        double right = same.right.number(facts);
        if (!Double.isNaN(left) && !Double.isNaN(right)) return Verdict.of(left == right);
        @Nullable String text = same.left.text(facts);
        @Nullable String other = same.right.text(facts);
        return text == null || other == null ? Verdict.UNKNOWN : Verdict.of(text.equals(other));
    }

    /** Hands over all fields and values of profiles in it, in the order of the text. */
    default void eachName(Consumer<Operand> each) {
        switch (this) {
            case And and -> {
                and.left.eachName(each);
                and.right.eachName(each);
            }
            case Or or -> {
                or.left.eachName(each);
                or.right.eachName(each);
            }
            case Not not -> not.negated.eachName(each);
            case Compared compared -> {
                compared.left.eachName(each);
                compared.right.eachName(each);
            }
            case Same same -> {
                same.left.eachName(each);
                same.right.eachName(each);
            }
            case Known known -> {
                known.value.eachName(each);
                known.values.eachName(each);
            }
            case Listed listed -> listed.value.eachName(each);
            case Exists exists -> each.accept(exists.field);
        }
    }

    /** The names of the profiles it compares with, in the order of the text. */
    default Set<String> profiles() {
        Set<String> names = new LinkedHashSet<>();
        eachName(name -> {
            if (name instanceof Operand.Past past) names.add(past.profile());
        });
        return names;
    }

    /** The names of the fields it asks, in the order of the text. */
    default Set<String> fields() {
        Set<String> names = new LinkedHashSet<>();
        eachName(name -> {
            if (name instanceof Operand.Field field) names.add(field.name());
        });
        return names;
    }

    /** Whether it compares with any profile. */
    default boolean asksProfiles() {
        return !profiles().isEmpty();
    }

    /** {@code amount: 900, spend.mean: 120.5}: what was compared, for people. */
    default String explain(Facts facts) {
        Set<Operand> names = new LinkedHashSet<>();
        eachName(names::add);
        StringJoiner text = new StringJoiner(", ");
        for (Operand name : names) {
            String value = name instanceof Operand.Field field ? facts.field(field.name()) : name.text(facts);
            if (value != null) text.add(name.print() + ": " + value);
        }
        return text.toString();
    }
}
