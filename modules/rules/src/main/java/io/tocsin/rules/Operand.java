package io.tocsin.rules;

import io.tocsin.query.Numbers;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One side of a comparison in an {@link Expression}. */
public sealed interface Operand {
    /** A number, in the unit of the field that it is compared with. */
    record Constant(double value) implements Operand {
        @Override
        public String print() {
            return Amount.text(value);
        }
    }

    /** A text. */
    record Text(String value) implements Operand {
        @Override
        public String print() {
            return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    /** The first value of a field. */
    record Field(String name) implements Operand {
        @Override
        public String print() {
            return ExpressionTokens.isName(name) ? name : "`" + name + "`";
        }
    }

    /** What a profile knew before the event. */
    record Past(String profile, String value) implements Operand {
        @Override
        public String print() {
            return profile + "." + value;
        }
    }

    /**
     * Arithmetic.
     *
     * @param sign one of {@code + - * /}
     */
    record Calculated(Operand left, char sign, Operand right) implements Operand {
        @Override
        public String print() {
            return "(" + left.print() + " " + sign + " " + right.print() + ")";
        }
    }

    /** As it is written in a rule file. */
    String print();

    /** The number that it is; NaN when it is none or not known, as after a division by zero. */
    private static double number(Operand operand, Facts facts) {
        return switch (operand) {
            case Constant constant -> constant.value;
            case Text text -> orNaN(text.value);
            case Field field -> orNaN(facts.field(field.name));
            case Past past -> facts.number(past.profile, past.value);
            case Calculated sum -> finite(calculate(number(sum.left, facts), sum.sign, number(sum.right, facts)));
        };
    }

    private static double orNaN(@Nullable String text) {
        OptionalDouble number = text == null ? OptionalDouble.empty() : Numbers.of(text);
        return number.isPresent() ? number.getAsDouble() : Double.NaN;
    }

    private static double calculate(double left, char sign, double right) {
        return switch (sign) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            default -> left / right;
        };
    }

    private static double finite(double number) {
        return Double.isInfinite(number) ? Double.NaN : number;
    }

    /** The number that this is for an event; NaN when it is none. */
    default double number(Facts facts) {
        return number(this, facts);
    }

    /** The text that this is for an event, in lower case; null when it is none or not known. */
    default @Nullable String text(Facts facts) {
        return switch (this) {
            case Text text -> text.value.toLowerCase(Locale.ROOT);
            case Field field -> {
                String value = facts.field(field.name);
                yield value == null ? null : value.toLowerCase(Locale.ROOT);
            }
            case Past past -> {
                String value = facts.text(past.profile, past.value);
                yield value == null ? asText(number(facts)) : value;
            }
            case Constant constant -> asText(constant.value);
            case Calculated sum -> asText(number(facts));
        };
    }

    private static @Nullable String asText(double number) {
        return Double.isNaN(number) ? null : Amount.text(number);
    }

    /** Hands over all fields and values of profiles in it, in the order of the text. */
    default void eachName(Consumer<Operand> each) {
        switch (this) {
            case Field field -> each.accept(field);
            case Past past -> each.accept(past);
            case Constant constant -> {}
            case Text text -> {}
            case Calculated sum -> {
                sum.left.eachName(each);
                sum.right.eachName(each);
            }
        }
    }
}
