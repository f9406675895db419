package io.tocsin.server.api;

import io.tocsin.server.report.IncidentReport;
import io.tocsin.server.report.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as JSON; durations are seconds. */
final class ReportJson {
    private ReportJson() {}

    static JsonObject of(IncidentReport report) {
        JsonObject severities = new JsonObject();
        report.severities()
                .forEach((severity, group) -> severities.put(severity.name().toLowerCase(Locale.ROOT), group(group)));
        return new JsonObject()
                .put("from", report.from().toString())
                .put("to", report.to().toString())
                .put("all", group(report.all()))
                .put("severities", severities)
                .put("people", array(report.people(), ReportJson::person))
                .put("rules", array(report.rules(), ReportJson::rule))
                .put("days", array(report.days(), ReportJson::day));
    }

    private static JsonObject group(IncidentReport.Group group) {
        return new JsonObject()
                .put("incidents", group.incidents())
                .put("acknowledged", group.acknowledged())
                .put("resolved_by_hand", group.byHand())
                .put("resolved_by_themselves", group.byThemselves())
                .put("merged", group.merged())
                .put("noise", group.noise())
                .put("pages", group.pages())
                .put("night_pages", group.nightPages())
                .put("mtta_seconds", times(group.toAcknowledge()))
                .put("mttr_seconds", times(group.toResolve()));
    }

    private static JsonObject times(Times times) {
        return new JsonObject()
                .put("count", times.count())
                .put("mean", seconds(times.mean()))
                .put("median", seconds(times.median()))
                .put("p90", seconds(times.p90()))
                .put("max", seconds(times.longest()));
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    private static JsonObject person(IncidentReport.Person person) {
        return new JsonObject()
                .put("person", person.person())
                .put("pages", person.pages())
                .put("night_pages", person.nightPages())
                .put("incidents", person.incidents())
                .put("acknowledged", person.acknowledged());
    }

    private static JsonObject rule(IncidentReport.Rule rule) {
        return group(rule.incidents())
                .put("rule", rule.rule())
                .put("noise_share", Math.round(rule.noiseShare() * 1000) / 1000.0);
    }

    private static JsonObject day(IncidentReport.Day day) {
        return new JsonObject()
                .put("day", day.day().toString())
                .put("incidents", day.incidents())
                .put("pages", day.pages())
                .put("night_pages", day.nightPages());
    }

    private static <T> JsonArray array(List<T> items, Function<T, JsonObject> each) {
        return IncidentJson.array(items, each);
    }
}
