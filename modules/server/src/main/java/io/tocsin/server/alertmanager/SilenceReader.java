package io.tocsin.server.alertmanager;

import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Silence;
import io.tocsin.routing.TimeInterval;
import io.tocsin.routing.TimeIntervals;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of {@code POST /api/v2/silences}, and the two members that only we know. */
final class SilenceReader {
    private final JsonObject body;
    private final LabelNames names;

    private SilenceReader(JsonObject body, LabelNames names) {
        this.body = body;
        this.names = names;
    }

    /**
     * Reads a silence; without an id it is a new one.
     *
     * @param now what a start that is not set means
     */
    static Silence read(byte[] bytes, Instant now, LabelNames names) throws RefusedRequestException {
        if (bytes.length == 0) throw required("silence");
        return new SilenceReader(object(bytes), names).silence(now);
    }

    private static JsonObject object(byte[] bytes) throws RefusedRequestException {
        Buffer body = Buffer.buffer(bytes);
        if (body.toString().strip().equals("null")) return new JsonObject();
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw unreadable("it must be a JSON object");
        }
    }

    private Silence silence(Instant now) throws RefusedRequestException {
        for (String needed : List.of("comment", "createdBy", "endsAt", "matchers", "startsAt")) {
            if (body.getValue(needed) == null) throw required(needed);
        }
        Instant start = time("startsAt");
        Instant end = time("endsAt");
        List<Matcher> matchers = matchers();
        if (end == null || (start != null && !start.isBefore(end))) {
            throw new RefusedRequestException(
                    Refusal.text(400, "Failed to create silence: start time must be before end time"));
        }
        if (end.isBefore(now)) {
            throw new RefusedRequestException(
                    Refusal.text(400, "Failed to create silence: end time can't be in the past"));
        }
        return new Silence(
                text("id"),
                matchers,
                start == null ? now : start,
                end,
                now,
                text("createdBy"),
                text("comment"),
                annotations(),
                flag(body, "untilResolved", false),
                during());
    }

    private List<Matcher> matchers() throws RefusedRequestException {
        if (!(body.getValue("matchers") instanceof JsonArray list)) throw unreadable("matchers must be an array");
        if (list.isEmpty())
            throw new RefusedRequestException(
                    Refusal.coded(422, Refusal.TOO_FEW, "matchers in body should have at least 1 items"));
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.getValue(i) instanceof JsonObject matcher)) throw unreadable("each matcher must be an object");
            matchers.add(matcher(matcher, i));
        }
        return matchers;
    }

    private Matcher matcher(JsonObject matcher, int index) throws RefusedRequestException {
        for (String needed : List.of("isRegex", "name", "value")) {
            if (matcher.getValue(needed) == null) throw required("matchers." + index + "." + needed);
        }
        String before = "silence invalid: invalid label matcher " + index + ": ";
        String name = text(matcher, "name");
        if (!names.allow(name))
            throw new RefusedRequestException(Refusal.text(400, before + "invalid label name \"" + name + "\""));
        Operator operator = Operator.of(flag(matcher, "isRegex", false), flag(matcher, "isEqual", true));
        try {
            return new Matcher(name, operator, text(matcher, "value"));
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Refusal.text(400, before + e.getMessage()));
        }
    }

    private Map<String, String> annotations() throws RefusedRequestException {
        Map<String, String> annotations = new LinkedHashMap<>();
        Object given = body.getValue("annotations");
        if (given == null) return annotations;
        if (!(given instanceof JsonObject object)) throw unreadable("annotations must be an object");
        for (String name : object.fieldNames()) annotations.put(name, text(object, name));
        return annotations;
    }

    private @Nullable TimeInterval during() throws RefusedRequestException {
        Object given = body.getValue("during");
        if (given == null) return null;
        if (!(given instanceof JsonArray list)) throw unreadable("during must be an array of time intervals");
        try {
            return list.isEmpty() ? null : TimeIntervals.parse(list.encode());
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Refusal.text(400, "silence invalid: during: " + e.getMessage()));
        }
    }

    private @Nullable Instant time(String member) throws RefusedRequestException {
        String text = text(member);
        try {
            return ApiTime.read(text);
        } catch (DateTimeException e) {
            throw unreadable(member + " is no time: '" + text + "'");
        }
    }

    private String text(String member) throws RefusedRequestException {
        return text(body, member);
    }

    private static String text(JsonObject in, String member) throws RefusedRequestException {
        Object value = in.getValue(member);
        if (value == null) return "";
        if (value instanceof String text) return text;
        throw unreadable(member + " must be a text");
    }

    private static boolean flag(JsonObject in, String member, boolean otherwise) throws RefusedRequestException {
        Object value = in.getValue(member);
        if (value == null) return otherwise;
        if (value instanceof Boolean flag) return flag;
        throw unreadable(member + " must be true or false");
    }

    private static RefusedRequestException required(String member) {
        return new RefusedRequestException(Refusal.coded(422, Refusal.REQUIRED, member + " in body is required"));
    }

    private static RefusedRequestException unreadable(String why) {
        return new RefusedRequestException(Refusal.unreadable("silence", why));
    }
}
