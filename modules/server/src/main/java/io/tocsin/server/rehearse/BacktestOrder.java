package io.tocsin.server.rehearse;

import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Problems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backtest as somebody asks for it, in texts: what the command reads from files and what it sends to a server.
 *
 * @param rules file name to text
 * @param against the same of another version; empty for none
 * @param incidents what really happened, as CSV; empty when nobody noted it
 * @param from a time such as -30d; empty for the default
 * @param to the same
 * @param sweeps {@code Rule=10,20}
 * @param answers durations, or {@code never}
 * @param zone whose nights count; empty for the default
 */
public record BacktestOrder(
        Map<String, String> rules,
        Map<String, String> against,
        String incidents,
        String from,
        String to,
        List<String> sweeps,
        List<String> answers,
        String zone) {
    private static final Set<String> KEYS =
            Set.of("rules", "against", "incidents", "from", "to", "sweep", "ack_after", "zone", "format");

    private static final List<String> ANSWERS = List.of("5m", "15m", "never");

    /** Each is a rehearsal of all people, or a whole engine beside the first. */
    private static final int EXTRAS_MAX = 20;

    public BacktestOrder {
        rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        against = Collections.unmodifiableMap(new LinkedHashMap<>(against));
        sweeps = List.copyOf(sweeps);
        answers = answers.isEmpty() ? ANSWERS : List.copyOf(answers);
    }

    /** As JSON values, that {@link #of} reads back. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rules", rules);
        if (!against.isEmpty()) json.put("against", against);
        json.put("incidents", incidents);
        json.put("from", from);
        json.put("to", to);
        json.put("sweep", sweeps);
        json.put("ack_after", answers);
        json.put("zone", zone);
        return json;
    }

    /**
     * Reads JSON values: {@code rules} and {@code against} are a text, or texts by file name.
     *
     * @throws IllegalArgumentException for anything else, in words
     */
    public static BacktestOrder of(Map<String, Object> json) {
        for (String key : json.keySet()) {
            if (!KEYS.contains(key))
                throw new IllegalArgumentException(
                        "unknown key '" + key + "'" + io.tocsin.yaml.Nearest.hint(key, KEYS));
        }
        Map<String, String> rules = texts(json, "rules");
        if (rules.isEmpty())
            throw new IllegalArgumentException("cannot rehearse without 'rules': the text of a rule file");
        return new BacktestOrder(
                rules,
                texts(json, "against"),
                text(json, "incidents"),
                text(json, "from"),
                text(json, "to"),
                list(json, "sweep"),
                list(json, "ack_after"),
                text(json, "zone"));
    }

    private static String text(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value == null) return "";
        if (value instanceof String text) return text;
        throw new IllegalArgumentException("cannot read '" + key + "': it must be a text");
    }

    private static Map<String, String> texts(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value == null) return Map.of();
        if (value instanceof String text) return text.isBlank() ? Map.of() : Map.of(key + ".yml", text);
        if (!(value instanceof Map<?, ?> map))
            throw new IllegalArgumentException("cannot read '" + key + "': it must be a text, or texts by file name");
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
        return texts;
    }

    private static List<String> list(Map<String, Object> json, String key) {
        Object value = json.get(key);
        if (value == null) return List.of();
        if (value instanceof String text) return text.isEmpty() ? List.of() : List.of(text);
        if (!(value instanceof List<?> list) || list.size() > EXTRAS_MAX)
            throw new IllegalArgumentException(
                    "cannot read '" + key + "': it must be a list of at most " + EXTRAS_MAX + " texts");
        return list.stream().map(String::valueOf).toList();
    }

    /** The zone that was asked for, or this one. */
    public ZoneId zone(ZoneId otherwise) {
        if (zone.isEmpty()) return otherwise;
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cannot use zone '" + zone + "': give one such as Europe/Berlin", e);
        }
    }

    /**
     * Reads everything.
     *
     * @param folder where the files lie that the rules name; null for nowhere
     * @param problems takes what is wrong with rules and incidents; with any the plan is not to be used
     * @throws IllegalArgumentException for what is wrong with the rest
     */
    public BacktestPlan plan(Days days, @Nullable Path folder, Problems problems) {
        if (!days.from().isBefore(days.to()))
            throw new IllegalArgumentException(
                    "cannot rehearse from " + days.from() + " to " + days.to() + ": nothing lies between");
        List<BacktestPlan.Answer> when = new ArrayList<>();
        for (String answer : answers) when.add(new BacktestPlan.Answer(answer(answer)));
        Version these = Version.read("these rules", rules, folder, problems);
        return new BacktestPlan(
                these,
                against.isEmpty() ? null : Version.read("the other rules", against, folder, problems),
                days,
                when,
                LabelledCsv.read("incidents", incidents, problems),
                sweeps.stream().map(Sweep::parse).toList(),
                Budgets.of(these));
    }

    private static @Nullable Duration answer(String text) {
        if (text.equals("never")) return null;
        Duration after = Durations.parse(text);
        if (after == null || after.isZero())
            throw new IllegalArgumentException(
                    "cannot read '" + text + "': people answer after a duration such as 5m, or never");
        return after;
    }

    /** The default beginning: a month is what people remember. */
    public static Instant monthBefore(Instant now) {
        return now.minus(Duration.ofDays(30));
    }
}
