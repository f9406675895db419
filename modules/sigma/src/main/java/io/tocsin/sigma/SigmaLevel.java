package io.tocsin.sigma;

import io.tocsin.model.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bad it is, in Sigma's words, worst last. */
public enum SigmaLevel {
    /** No alert should come of it; it is kept apart so that it can be left out. */
    INFORMATIONAL(Severity.LOW),
    LOW(Severity.LOW),
    MEDIUM(Severity.MEDIUM),
    HIGH(Severity.HIGH),
    CRITICAL(Severity.CRITICAL);

    private final Severity severity;

    SigmaLevel(Severity severity) {
        this.severity = severity;
    }

    /** The same on the common scale. */
    public Severity severity() {
        return severity;
    }

    /** As rules write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable SigmaLevel of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(SigmaLevel::word).toList();
    }
}
