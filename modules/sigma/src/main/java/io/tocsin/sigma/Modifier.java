package io.tocsin.sigma;

import io.tocsin.query.TimePart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may stand behind a field name, after a bar. */
enum Modifier {
    CONTAINS,
    STARTSWITH,
    ENDSWITH,
    ALL,
    RE,
    I,
    M,
    S,
    CIDR,
    BASE64,
    BASE64OFFSET,
    WIDE,
    UTF16LE,
    UTF16BE,
    UTF16,
    WINDASH,
    EXPAND,
    FIELDREF,
    EXISTS,
    CASED,
    LT,
    LTE,
    GT,
    GTE,
    NEQ,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Modifier::word).toList();
    }

    /** Null for a word that is none. Three of them have a long form as well. */
    static @Nullable Modifier of(String word) {
        return switch (word) {
            case "ignorecase" -> I;
            case "multiline" -> M;
            case "dotall" -> S;
            default ->
                Arrays.stream(values())
                        .filter(modifier -> modifier.word().equals(word))
                        .findFirst()
                        .orElse(null);
        };
    }

    boolean isEncoding() {
        return this == WIDE || this == UTF16LE || this == UTF16BE || this == UTF16;
    }

    boolean isBase64() {
        return this == BASE64 || this == BASE64OFFSET;
    }

    boolean isPlacement() {
        return this == CONTAINS || this == STARTSWITH || this == ENDSWITH;
    }

    boolean isComparison() {
        return this == LT || this == LTE || this == GT || this == GTE;
    }

    TimePart.@Nullable Part timePart() {
        return switch (this) {
            case MINUTE -> TimePart.Part.MINUTE;
            case HOUR -> TimePart.Part.HOUR;
            case DAY -> TimePart.Part.DAY;
            case WEEK -> TimePart.Part.WEEK;
            case MONTH -> TimePart.Part.MONTH;
            case YEAR -> TimePart.Part.YEAR;
            default -> null;
        };
    }
}
