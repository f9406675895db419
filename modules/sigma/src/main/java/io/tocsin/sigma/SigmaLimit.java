package io.tocsin.sigma;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A number that a correlation compares what it measures with. */
public record SigmaLimit(Operator operator, double value) {
    /** On which side of the number the measure must be. */
    public enum Operator {
        GT(">"),
        GTE(">="),
        LT("<"),
        LTE("<="),
        EQ("=="),
        NEQ("!=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As our rules write it. */
        public String sign() {
            return sign;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Operator::word).toList();
        }

        static @Nullable Operator of(String wordOrSign) {
            String text = wordOrSign.equals("=") ? "==" : wordOrSign;
            return Arrays.stream(values())
                    .filter(operator -> operator.word().equals(text) || operator.sign.equals(text))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Whether the measure is on that side. */
    public boolean holds(double measured) {
        return switch (operator) {
            case GT -> measured > value;
            case GTE -> measured >= value;
            case LT -> measured < value;
            case LTE -> measured <= value;
            case EQ -> measured == value;
            case NEQ -> measured != value;
        };
    }
}
