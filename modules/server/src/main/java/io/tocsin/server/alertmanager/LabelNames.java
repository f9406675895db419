package io.tocsin.server.alertmanager;

/** Which names labels may have: {@code --enable-feature=classic-mode} is stricter. */
public enum LabelNames {
    /** Any text but the empty one. */
    UTF_8,
    /** ASCII letters, digits and the underscore, no digit first. */
    CLASSIC;

    /** Whether a label may be named so. */
    boolean allow(String name) {
        return switch (this) {
            case UTF_8 -> !name.isEmpty() && !hasLoneSurrogate(name);
            case CLASSIC -> isClassic(name);
        };
    }

    void require(String where, String name) throws BadAlertException {
        if (!allow(name)) throw new BadAlertException("invalid " + where + ": invalid name \"" + name + "\"");
    }

    private static boolean isClassic(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) return false;
        return name.chars()
                .allMatch(c -> c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }

    private static boolean hasLoneSurrogate(String name) {
        for (int at = 0, c; at < name.length(); at += Character.charCount(c)) {
            c = name.codePointAt(at);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) return true;
        }
        return false;
    }
}
