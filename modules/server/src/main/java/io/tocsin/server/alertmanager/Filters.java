package io.tocsin.server.alertmanager;

import com.google.re2j.Pattern;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, read as Alertmanager reads them. */
final class Filters {
    /** Whatever else somebody writes counts as false, without a word: clients rely on it. */
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    private final MultiMap params;
    private final Function<String, Matcher> syntax;

    /**
     * Reads from these parameters.
     *
     * @param syntax reads one matcher, or throws {@link IllegalArgumentException}
     */
    Filters(MultiMap params, Function<String, Matcher> syntax) {
        this.params = params;
        this.syntax = syntax;
    }

    /** Which alerts are asked for. */
    AlertFilter alerts() throws RefusedRequestException {
        return new AlertFilter(
                matchers("filter", ""),
                flag("active"),
                flag("silenced"),
                flag("inhibited"),
                flag("muted"),
                receiver(),
                receiverMatchers(),
                after(),
                limit());
    }

    /** Conditions on the labels of receivers. */
    List<Matcher> receiverMatchers() throws RefusedRequestException {
        return matchers("receiver_matchers", "failed to parse receiver_matchers param: ");
    }

    List<Matcher> matchers(String name, String before) throws RefusedRequestException {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : params.getAll(name)) {
            try {
                matchers.add(syntax.apply(text));
            } catch (IllegalArgumentException e) {
                throw new RefusedRequestException(Refusal.text(400, before + e.getMessage()));
            }
        }
        return matchers;
    }

    /** True when it is not given; of several the last one counts. */
    boolean flag(String name) {
        List<String> given = params.getAll(name);
        if (given.isEmpty() || given.getLast().isEmpty()) return true;
        return TRUE.contains(given.getLast().toLowerCase(Locale.ROOT));
    }

    private @Nullable Pattern receiver() throws RefusedRequestException {
        List<String> given = params.getAll("receiver");
        if (given.isEmpty()) return null;
        try {
            // A matcher knows the limits of expressions.
            Matcher checked = new Matcher("receiver", Operator.REGEX, given.getLast());
            return Pattern.compile(checked.value());
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Refusal.text(400, "failed to parse receiver param: " + e.getMessage()));
        }
    }

    /** What was last on the page before; empty for the first. */
    String after() {
        String after = params.get("after");
        return after == null ? "" : after;
    }

    /** At most so many; Alertmanager knows no limit, so without one there is none. */
    int limit() throws RefusedRequestException {
        String limit = params.get("limit");
        if (limit == null || limit.isEmpty()) return Integer.MAX_VALUE;
        if (!limit.matches("[1-9]\\d{0,8}"))
            throw new RefusedRequestException(Refusal.text(400, "limit must be a number from 1, not '" + limit + "'"));
        return Integer.parseInt(limit);
    }
}
