package io.tocsin.routing;

import io.tocsin.model.Secret;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives what stands under a key or in the file that {@code key_file} names. */
final class Secrets {
    /** What Alertmanager, and we, show in place of a secret. */
    static final String HIDDEN = "<secret>";

    private final Function<String, @Nullable String> readFile;

    Secrets(Function<String, @Nullable String> readFile) {
        this.readFile = readFile;
    }

    /** Empty when a variable says nothing, null when neither is given. */
    @Nullable
    Secret at(Values values, String key) {
        if (isHidden(values.text(key, ""))) {
            values.warn(key, "'" + key + "' has the sign that stands for a secret: put the secret here");
            return Secret.NONE;
        }
        if (values.says(key)) return new Secret(values.text(key, ""));
        if (values.says(key + "_file")) return new Secret(file(values, key + "_file"));
        return values.given(key) || values.given(key + "_file") ? Secret.NONE : null;
    }

    /** Whether a text stands for a secret that is not shown. */
    static boolean isHidden(String text) {
        return text.equals(HIDDEN) || text.endsWith("://" + HIDDEN);
    }

    /** As {@link #at}, with nothing for what is not there. */
    Secret orNone(Values values, String key) {
        Secret secret = at(values, key);
        return secret == null ? Secret.NONE : secret;
    }

    /**
     * What the file that a key names says, without blanks around it. One that cannot be read is a warning and says nothing:
     * Alertmanager reads most of them when it sends, so a missing one is no reason to refuse the configuration.
     */
    String file(Values values, String key) {
        String text = readFile.apply(values.text(key, ""));
        if (text != null) return text.strip();
        values.warn(key, "cannot read '" + values.text(key, "") + "': no such file, or not readable");
        return "";
    }
}
