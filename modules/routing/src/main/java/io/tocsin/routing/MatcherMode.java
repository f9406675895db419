package io.tocsin.routing;

import java.util.Collection;

/** With which syntax matchers are read: what Alertmanager's {@code --enable-feature} decides. */
public enum MatcherMode {
    /** The UTF-8 syntax, and the classic one where only that reads a text or where both read it otherwise. */
    FALLBACK,
    /** The UTF-8 syntax alone: {@code utf8-strict-mode}. */
    UTF8,
    /** The classic syntax alone, and label names of ASCII letters, digits and {@code _} only: {@code classic-mode}. */
    CLASSIC;

    /**
     * The mode that some features amount to; features that have nothing to do with it are passed over.
     *
     * @throws IllegalArgumentException when they ask for both modes
     */
    public static MatcherMode of(Collection<String> features) {
        boolean utf8 = features.contains("utf8-strict-mode");
        boolean classic = features.contains("classic-mode");
        if (utf8 && classic)
            throw new IllegalArgumentException("cannot use both utf8-strict-mode and classic-mode: choose one");
        return utf8 ? UTF8 : classic ? CLASSIC : FALLBACK;
    }

    /** Whether a text can name a label. */
    public boolean allowsName(String name) {
        return this == CLASSIC ? MatcherSyntax.classicName(name) : !name.isEmpty();
    }
}
