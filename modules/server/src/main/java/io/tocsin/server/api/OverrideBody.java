package io.tocsin.server.api;

import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Nearest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An override as it is asked for over HTTP. */
final class OverrideBody {
    /** A misspelt {@code instead} would relieve everybody: what nobody reads is refused. */
    private static final Set<String> KNOWN = Set.of("user", "instead", "swap", "from", "to", "for", "by", "reason");

    private static final String WHO =
            "cannot make an override of nobody: send {\"user\": \"anna\"}, with \"instead\": \"bob\" where only bob is "
                    + "relieved, or {\"swap\": [\"anna\", \"bob\"]}";

    private final JsonObject body;
    private final ZoneId zone;
    private final Collection<String> users;
    private final Instant now;

    private OverrideBody(JsonObject body, ZoneId zone, Collection<String> users, Instant now) {
        this.body = body;
        this.zone = zone;
        this.users = users;
        this.now = now;
    }

    /**
     * Reads one.
     *
     * @param users everybody who may serve
     * @throws IllegalArgumentException with what is wrong
     */
    static ScheduleOverride read(JsonObject body, Schedule schedule, Collection<String> users, Instant now) {
        return new OverrideBody(body, schedule.zone(), users, now).override();
    }

    private ScheduleOverride override() {
        for (String key : body.fieldNames()) {
            if (!KNOWN.contains(key))
                throw new IllegalArgumentException(
                        "cannot read '" + key + "'" + Nearest.hint(key, KNOWN) + "; known are "
                                + String.join(", ", KNOWN.stream().sorted().toList()));
        }
        Instant from = from();
        Instant to = to(from);
        String user = text("user");
        String instead = text("instead");
        if (body.containsKey("swap")) {
            if (!user.isEmpty() || !instead.isEmpty()) throw new IllegalArgumentException(WHO);
            List<String> both = both();
            return new ScheduleOverride.Swap(both.getFirst(), both.getLast(), from, to);
        }
        if (user.isEmpty()) throw new IllegalArgumentException(WHO);
        return instead.isEmpty()
                ? new ScheduleOverride.Everybody(known(user), from, to)
                : new ScheduleOverride.Substitute(known(user), known(instead), from, to);
    }

    private List<String> both() {
        if (body.getValue("swap") instanceof JsonArray array
                && array.size() == 2
                && array.stream().allMatch(String.class::isInstance)) {
            return array.stream().map(name -> known((String) name)).toList();
        }
        throw new IllegalArgumentException("cannot read 'swap': it must be the two who change places");
    }

    private String known(String user) {
        if (users.contains(user)) return user;
        throw new IllegalArgumentException("there is no user '" + user + "'" + Nearest.hint(user, users));
    }

    private Instant from() {
        String text = text("from");
        Instant from = text.isEmpty() ? now : time(text);
        // Whoever says 'now' is a moment late by the time we hear of it.
        boolean justNow = from.isBefore(now) && !from.isBefore(now.minus(Duration.ofMinutes(1)));
        return justNow ? now : from;
    }

    private Instant to(Instant from) {
        String to = text("to");
        String lasting = text("for");
        if (to.isEmpty() == lasting.isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot say when it ends: send either {\"to\": \"2026-01-05T09:00\"} or {\"for\": \"8h\"}");
        }
        if (!to.isEmpty()) return time(to);
        Duration duration = Durations.parse(lasting);
        if (duration == null || duration.isZero())
            throw new IllegalArgumentException("cannot read 'for': '" + lasting + "' is no duration such as 8h");
        return from.plus(duration);
    }

    private Instant time(String text) {
        LocalDateTime local = local(text);
        return local == null ? TimeParam.parse(text, now) : local.atZone(zone).toInstant();
    }

    private static @Nullable LocalDateTime local(String text) {
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String text(String key) {
        Object value = body.getValue(key);
        if (value == null) return "";
        if (value instanceof String text) return text.strip();
        throw new IllegalArgumentException("cannot read '" + key + "': it must be a text");
    }
}
