package io.tocsin.server.alertmanager;

import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Silence;
import io.tocsin.routing.TimeInterval;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Silences as Alertmanager's API shows them. */
final class SilenceJson {
    private SilenceJson() {}

    static JsonObject of(Silence silence, Instant now) {
        JsonArray matchers = new JsonArray();
        silence.matchers().forEach(matcher -> matchers.add(matcher(matcher)));
        JsonObject json = new JsonObject()
                .put("id", silence.id())
                .put("status", new JsonObject().put("state", state(silence, now)))
                .put("updatedAt", ApiTime.write(silence.updatedAt()))
                .put("annotations", texts(silence.annotations()))
                .put("comment", silence.comment())
                .put("createdBy", silence.createdBy())
                .put("endsAt", ApiTime.write(silence.endsAt()))
                .put("matchers", matchers)
                .put("startsAt", ApiTime.write(silence.startsAt()));
        // What only we know is there only where it is used: strict clients see nothing new.
        if (silence.untilResolved()) json.put("untilResolved", true);
        TimeInterval during = silence.during();
        if (during != null) json.put("during", array(during.entries(), SilenceJson::entry));
        return json;
    }

    static String state(Silence silence, Instant now) {
        return silence.state(now).name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject matcher(Matcher matcher) {
        Operator operator = matcher.operator();
        return new JsonObject()
                .put("isEqual", operator.isPositive())
                .put("isRegex", operator.isRegex())
                .put("name", matcher.name())
                .put("value", matcher.value());
    }

    private static JsonObject texts(Map<String, String> texts) {
        JsonObject json = new JsonObject();
        texts.forEach(json::put);
        return json;
    }

    private static JsonObject entry(TimeInterval.Entry entry) {
        JsonObject json = new JsonObject();
        if (!entry.times().isEmpty()) json.put("times", array(entry.times(), SilenceJson::times));
        ranges(json, "weekdays", entry.weekdays(), SilenceJson::weekday);
        ranges(json, "days_of_month", entry.daysOfMonth(), Integer::toString);
        ranges(json, "months", entry.months(), Integer::toString);
        ranges(json, "years", entry.years(), Integer::toString);
        String zone = entry.zone().getId();
        return json.put("location", zone.equals("Z") ? "UTC" : zone);
    }

    private static JsonObject times(TimeInterval.Times times) {
        return new JsonObject().put("start_time", clock(times.start())).put("end_time", clock(times.end()));
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static String weekday(int day) {
        return DayOfWeek.of(day == 0 ? 7 : day).name().toLowerCase(Locale.ROOT);
    }

    private static void ranges(
            JsonObject json, String name, List<TimeInterval.Range> ranges, IntFunction<String> member) {
        if (ranges.isEmpty()) return;
        json.put(
                name,
                array(
                        ranges,
                        range -> range.first() == range.last()
                                ? member.apply(range.first())
                                : member.apply(range.first()) + ":" + member.apply(range.last())));
    }

    private static <T> JsonArray array(List<T> list, Function<T, Object> each) {
        JsonArray array = new JsonArray();
        list.forEach(item -> array.add(each.apply(item)));
        return array;
    }
}
