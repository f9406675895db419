package io.tocsin.routing;

import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the value of a key of alertmanager.yml must be. */
sealed interface Kind {
    /**
     * One scalar.
     *
     * @param form what it must be, for error messages
     * @param read gives the text to go on with, or null when it is none
     * @param whenNull what a key without a value means; null for as if the key were not there
     * @param secret whether it must not be shown, nor kept as a setting
     * @param plain whether YAML knows it as more than a text: a number, true, false
     */
    record Text(
            String form,
            Function<String, @Nullable String> read,
            @Nullable String whenNull,
            boolean secret,
            boolean plain)
            implements Kind {
        Text hidden() {
            return new Text(form, read, whenNull, true, plain);
        }
    }

    /** A list. */
    record Items(Kind item) implements Kind {}

    /**
     * A mapping whose names the user chooses.
     *
     * @param spelling the one way in which names that mean the same are written
     */
    record Named(Kind value, UnaryOperator<String> spelling) implements Kind {
        Named(Kind value) {
            this(value, UnaryOperator.identity());
        }
    }

    /** A mapping with known keys; its shape may hold itself, so it is asked for when it is needed. */
    record Keys(Supplier<Shape> shape) implements Kind {}

    /** A text, or a mapping that says more: {@code summary} of Jira. The text counts as the key {@code template}. */
    record TextOrKeys(Shape shape) implements Kind {}

    /** Any YAML. */
    record Free() implements Kind {}

    Text TEXT = new Text("a text", text -> text, "", false, false);
    Text SECRET = TEXT.hidden();
    Text FLAG = new Text("true or false", Scalars::flag, "false", false, true);
    /** Not the same as false when nothing is given. */
    Text OPTIONAL_FLAG = new Text("true or false", Scalars::flag, null, false, true);

    Text COUNT = new Text("a whole number from 0", Scalars::count, "0", false, true);
    Text WHOLE = new Text("a whole number", Scalars::whole, "0", false, true);
    Text FRACTION = new Text("a number", Scalars::number, "0", false, true);
    Text PERIOD = new Text("a duration such as 30s, 5m or 1h30m", Scalars::period, null, false, false);
    Text GO_PERIOD = new Text("a duration such as 10s or 1m30s", Scalars::goPeriod, "0s", false, false);
    /** The same where a number without a unit is none. */
    Text GO_DURATION = new Text("a duration such as 10s or 1m30s", GoDurations::normal, "0s", false, false);

    Text URL = new Text("an address such as https://host/path", Scalars::url, null, false, false);
    Text SECRET_URL = new Text("an address such as https://host/path", Scalars::secretUrl, null, true, false);
    /** Complete only when it is rendered. */
    Text TEMPLATE_URL =
            new Text("an address such as https://host/path, or a template", Scalars::templateUrl, "", true, false);

    Text PROXY = new Text("the address of a proxy, such as http://host:port", Scalars::proxy, null, false, false);
    Text HOST_PORT = new Text("host:port", Scalars::hostPort, "", false, false);
    Kind TEXTS = new Items(TEXT);
    Kind TEXT_MAP = new Named(TEXT);
    Kind FREE = new Free();
    Kind FREE_MAP = new Named(FREE);

    /** One of a few words. */
    static Text oneOf(String... words) {
        Set<String> known = Set.of(words);
        String listed = known.stream().filter(word -> !word.isEmpty()).sorted().collect(Collectors.joining(", "));
        return new Text("one of " + listed, text -> known.contains(text) ? text : null, "", false, false);
    }

    static Kind keys(Shape shape) {
        return new Keys(() -> shape);
    }

    static Kind list(Shape shape) {
        return new Items(keys(shape));
    }
}
