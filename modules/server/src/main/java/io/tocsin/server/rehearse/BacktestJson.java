package io.tocsin.server.rehearse;

import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a backtest as JSON values: durations in seconds, shares in percent, instants as RFC 3339. */
public final class BacktestJson {
    /** More stretches than fit on a timeline; the figures count all. */
    private static final int FIRINGS_MAX = 5_000;

    private BacktestJson() {}

    /** The report. */
    public static Map<String, Object> of(BacktestReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", report.days().from().toString());
        json.put("to", report.days().to().toString());
        json.put("zone", report.days().zone().toString());
        json.put("coverage", coverage(report.coverage()));
        json.put("rules", all(report.rules(), BacktestJson::rule));
        json.put("firings", all(report.spells().stream().limit(FIRINGS_MAX).toList(), BacktestJson::spell));
        json.put("firings_cut", report.spells().size() > FIRINGS_MAX);
        json.put("people", all(report.people(), BacktestJson::people));
        Detection detection = report.detection();
        if (detection != null) json.put("incidents", detection(detection));
        Difference difference = report.difference();
        if (difference != null) json.put("difference", difference(difference));
        json.put("sweeps", all(report.sweeps(), BacktestJson::sweep));
        json.put("budgets", all(report.budgets(), BacktestJson::budget));
        json.put("broken_budgets", report.broken().size());
        return json;
    }

    private static <T> List<Object> all(List<T> values, Function<T, Map<String, Object>> json) {
        List<Object> list = new ArrayList<>();
        values.forEach(value -> list.add(json.apply(value)));
        return list;
    }

    private static Map<String, Object> coverage(Coverage coverage) {
        Map<String, Object> late = new LinkedHashMap<>();
        coverage.late().forEach((limit, share) -> late.put(Long.toString(limit.toSeconds()), share));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events", coverage.scanned());
        json.put("shown", coverage.read());
        json.put("shown_before", coverage.warming());
        json.put("warm_up_s", coverage.warmUp().toSeconds());
        json.put("warm_up_missing_s", coverage.warmUpMissing().toSeconds());
        json.put("later_than_s", late);
        json.put("unseen_fields", new LinkedHashMap<String, Object>(coverage.unseen()));
        json.put("notes", coverage.notes());
        return json;
    }

    private static Map<String, Object> rule(RuleFigures rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", rule.rule());
        json.put("group", rule.group());
        json.put("severity", rule.severity());
        json.put("matched", rule.matched());
        json.put("late", rule.late());
        json.put("skipped", rule.skipped());
        json.put("evicted", rule.evicted());
        json.put("firings", rule.firings());
        json.put("per_day", rule.perDayMean());
        json.put("per_day_p95", rule.perDayP95());
        json.put("per_day_max", rule.perDayMax());
        json.put("keys", rule.keys());
        json.put("median_s", rule.median().toSeconds());
        json.put("flaps", rule.flaps());
        json.put("business_share", rule.business());
        json.put(
                "top",
                all(rule.top(), key -> Map.of("key", key.key(), "firings", key.firings(), "share", key.share())));
        return json;
    }

    private static Map<String, Object> spell(Spell spell) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", spell.rule());
        json.put("severity", spell.alert().labels().orEmpty(Labels.SEVERITY));
        json.put(
                "labels",
                new LinkedHashMap<String, Object>(spell.alert().labels().map()));
        json.put("from", spell.from().toString());
        json.put("to", text(spell.to()));
        json.put("decided_at", spell.decidedAt().toString());
        json.put("value", spell.alert().value());
        json.put("summary", spell.alert().annotations().getOrDefault("summary", ""));
        return json;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Map<String, Object> people(PeopleFigures people) {
        Duration answer = people.answer();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("answer", answer == null ? "never" : Long.toString(answer.toSeconds()));
        json.put("pages", people.pages());
        json.put("pages_per_week", people.pagesPerWeek());
        json.put("night_pages", people.nightPages());
        json.put("messages", people.messages());
        json.put("incidents", people.incidents());
        json.put("levels", new LinkedHashMap<String, Object>(people.levels()));
        json.put("quiet_s", people.quiet().toSeconds());
        json.put("readers", all(people.people(), BacktestJson::person));
        return json;
    }

    private static Map<String, Object> person(PeopleFigures.PersonFigures person) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reader", person.reader());
        json.put("messages", person.messages());
        json.put("messages_per_week", person.perWeek());
        json.put("pages", person.pages());
        json.put("night_pages", person.nightPages());
        return json;
    }

    private static Map<String, Object> detection(Detection detection) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("found", detection.found());
        json.put("all", detection.all());
        json.put("missed", detection.missed());
        json.put("detect_median_s", detection.median().toSeconds());
        json.put("detect_max_s", detection.longest().toSeconds());
        json.put("precision", detection.precision());
        json.put("outside", detection.outsideCount());
        json.put("outside_first", detection.outside());
        return json;
    }

    private static Map<String, Object> difference(Difference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("against", difference.against());
        json.put("new", difference.added());
        json.put("gone", difference.gone());
        json.put("changed", difference.changed());
        json.put("same", difference.same());
        json.put("pages", difference.pages());
        return json;
    }

    private static Map<String, Object> sweep(SweepFigures sweep) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", sweep.version());
        json.put("firings", sweep.firings());
        json.put("pages", sweep.pages());
        json.put("pages_per_week", sweep.pagesPerWeek());
        json.put("night_pages", sweep.nightPages());
        Detection detection = sweep.detection();
        if (detection != null) json.put("incidents", detection(detection));
        return json;
    }

    private static Map<String, Object> budget(BudgetResult budget) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("of", budget.of());
        json.put("what", budget.what());
        json.put("found", budget.found());
        json.put("allowed", budget.allowed());
        json.put("broken", budget.broken());
        return json;
    }
}
