package io.tocsin.server.api;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.Target;
import io.tocsin.yaml.Durations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done to an incident, as it is asked for over HTTP. */
final class IncidentVerbs {
    static final String KNOWN = "acknowledge, snooze, unacknowledge, resolve, escalate, reassign, merge or note it";

    /** A name is shown in pages and timelines; longer than this it is no name. */
    private static final int NAME_MAX = 100;

    /** A remark is journalled with its incident; longer ones belong into a document. */
    private static final int NOTE_MAX = 2_000;

    private static final String WHO =
            "cannot act without a name: send {\"by\": \"your name\"}, one line of at most " + NAME_MAX + " characters";

    private static final String WHOM =
            "cannot reassign to nobody: send {\"users\": [\"anna\"]} or {\"schedules\": [\"primary\"]}";

    private final JsonObject body;
    private final Instant now;

    private IncidentVerbs(JsonObject body, Instant now) {
        this.body = body;
        this.now = now;
    }

    /**
     * Reads a verb with its body.
     *
     * @return null when there is no such verb
     * @throws IllegalArgumentException with what the body lacks
     */
    static @Nullable Signal read(String verb, JsonObject body, Instant now) {
        return new IncidentVerbs(body, now).signal(verb);
    }

    private @Nullable Signal signal(String verb) {
        String by = text("by");
        return switch (verb) {
            case "acknowledge", "ack" -> new Signal.Acknowledge(name(by), null, until(false));
            case "snooze" -> new Signal.Acknowledge(name(by), null, until(true));
            case "unacknowledge" -> new Signal.Unacknowledge(name(by));
            case "resolve" -> new Signal.Resolve(name(by));
            case "escalate" -> new Signal.EscalateNow(name(by));
            case "reassign" -> new Signal.Reassign(name(by), targets());
            case "merge" -> new Signal.Merge(name(by), into());
            case "notes" -> new Signal.Note(name(by), note());
            default -> null;
        };
    }

    static String name(String by) {
        boolean good = !by.isEmpty() && by.length() <= NAME_MAX && by.chars().noneMatch(Character::isISOControl);
        if (!good) throw new IllegalArgumentException(WHO);
        return by;
    }

    /** {@code until}, an instant, or {@code for}, a duration from now on. */
    private @Nullable Instant until(boolean required) {
        String until = text("until");
        String lasting = text("for");
        if (!until.isEmpty()) return TimeParam.parse(until, now);
        if (!lasting.isEmpty()) {
            Duration duration = Durations.parse(lasting);
            if (duration == null)
                throw new IllegalArgumentException("cannot read 'for': '" + lasting + "' is no duration such as 2h");
            return now.plus(duration);
        }
        if (required)
            throw new IllegalArgumentException("cannot snooze for ever: send {\"for\": \"2h\"} or {\"until\": …}");
        return null;
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        names("users").forEach(user -> targets.add(new Target.UserTarget(user)));
        names("schedules").forEach(schedule -> targets.add(new Target.ScheduleTarget(schedule)));
        if (targets.isEmpty()) throw new IllegalArgumentException(WHOM);
        return targets;
    }

    private List<String> names(String key) {
        Object value = body.getValue(key);
        if (value == null) return List.of();
        if (value instanceof JsonArray array && array.stream().allMatch(String.class::isInstance)) {
            return array.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("cannot read '" + key + "': it must be a list of names");
    }

    private String into() {
        String into = text("into");
        if (into.isEmpty())
            throw new IllegalArgumentException(
                    "cannot merge into nothing: send {\"into\": \"inc-…\"}, the incident that goes on");
        return into;
    }

    private String note() {
        String text = text("text");
        if (text.isEmpty() || text.length() > NOTE_MAX) {
            throw new IllegalArgumentException(
                    "cannot note nothing: send {\"text\": \"…\"} of at most " + NOTE_MAX + " characters");
        }
        return text;
    }

    private String text(String key) {
        Object value = body.getValue(key);
        if (value == null) return "";
        if (value instanceof String text) return text.strip();
        throw new IllegalArgumentException("cannot read '" + key + "': it must be a text");
    }
}
