package io.tocsin.server.config;

import io.tocsin.yaml.Section;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code ${NAME}} and {@code ${NAME:-default}} by the environment, so that secrets stay out of files. */
final class Variables {
    private static final Pattern FORM = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Function<String, @Nullable String> environment;

    Variables(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** The text with its variables replaced; a missing one without a default is a problem at that key. */
    String in(Section section, String key, String text) {
        Matcher matcher = FORM.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(value(section, key, matcher)));
        }
        return matcher.appendTail(out).toString();
    }

    private String value(Section section, String key, Matcher matcher) {
        String value = environment.apply(matcher.group(1));
        if (value != null) return value;
        String otherwise = matcher.group(2);
        if (otherwise != null) return otherwise;
        section.problem(
                key,
                "environment variable " + matcher.group(1) + " is not set; set it, or write ${" + matcher.group(1)
                        + ":-default}");
        return "";
    }
}
