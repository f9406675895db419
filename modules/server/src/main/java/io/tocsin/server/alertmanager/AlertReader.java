package io.tocsin.server.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /api/v2/alerts} in one pass, without a tree: tools post hundreds of thousands. A bad alert
 * costs only itself. Alertmanager lets one that does not have the right shape cost its whole batch, which nobody gains by.
 */
final class AlertReader {
    /** More reasons than this nobody reads. */
    private static final int REASONS_MAX = 10;

    /** As lenient as Go, which takes braces, pipes and spaces in a path or query: links of dashboards have them. */
    private static final Pattern URI =
            Pattern.compile("(?:/|[A-Za-z][A-Za-z0-9+.-]*:(?:(?!//)|//[^\\s/?#]*(?=[/?#]|$)))[^\\p{Cntrl}]*");

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser in;
    private final Instant now;
    private final LabelNames names;
    private final Clocked lastStart = new Clocked();
    private final Clocked lastEnd = new Clocked();
    private final List<Alert> good = new ArrayList<>();
    private final List<BadAlertException> bad = new ArrayList<>();

    /**
     * What was posted.
     *
     * @param invalid how many alerts were none
     * @param refusal what to answer about them; null when all are good
     */
    record Posted(List<Alert> good, int invalid, @Nullable Refusal refusal) {}

    private AlertReader(JsonParser in, Instant now, LabelNames names) {
        this.in = in;
        this.now = now;
        this.names = names;
    }

    /**
     * Reads a body.
     *
     * @param now what stands for a start that is not given
     * @throws RefusedRequestException when it is no array of anything
     */
    static Posted read(byte[] body, Instant now, LabelNames names) throws RefusedRequestException {
        if (body.length == 0)
            throw new RefusedRequestException(Refusal.coded(422, Refusal.REQUIRED, "alerts in body is required"));
        try (JsonParser in = JSON.createParser(body)) {
            return new AlertReader(in, now, names).posted();
        } catch (IOException e) {
            throw new RefusedRequestException(Refusal.unreadable("alerts", reason(e)));
        }
    }

    private static String reason(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it is no JSON");
    }

    private Posted posted() throws IOException, RefusedRequestException {
        JsonToken first = in.nextToken();
        if (first == JsonToken.VALUE_NULL) return new Posted(List.of(), 0, null);
        if (first != JsonToken.START_ARRAY)
            throw new RefusedRequestException(Refusal.unreadable("alerts", "it must be a JSON array of alerts"));
        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) one(i);
        if (in.nextToken() != null)
            throw new RefusedRequestException(Refusal.unreadable("alerts", "something follows the array"));
        return new Posted(good, bad.size(), bad.isEmpty() ? null : refusal());
    }

    private void one(int index) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            bad.add(BadAlertException.ofType("alert " + index, "an object"));
            return;
        }
        Draft draft = new Draft();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            try {
                member(draft, member);
            } catch (BadAlertException e) {
                if (draft.bad == null) draft.bad = e;
            }
        }
        try {
            good.add(draft.alert(index, now, names));
        } catch (BadAlertException e) {
            bad.add(e);
        }
    }

    private void member(Draft draft, String member) throws IOException, BadAlertException {
        switch (member) {
            case "labels" -> draft.labels = texts(member, new TreeMap<>());
            case "annotations" -> draft.annotations = texts(member, new LinkedHashMap<>());
            case "startsAt" -> draft.startsAt = time(member, lastStart);
            case "endsAt" -> draft.endsAt = time(member, lastEnd);
            case "generatorURL" -> draft.generatorUrl = text(member);
            default -> in.skipChildren();
        }
    }

    /** Null for null, which is as good as absent. */
    private <M extends Map<String, String>> @Nullable M texts(String member, M into)
            throws IOException, BadAlertException {
        if (in.currentToken() == JsonToken.VALUE_NULL) return null;
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            throw BadAlertException.ofType(member, "an object");
        }
        BadAlertException wrong = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            try {
                into.put(name, text(name));
            } catch (BadAlertException e) {
                wrong = BadAlertException.ofType(member + "." + name, "a text");
            }
        }
        if (wrong != null) throw wrong;
        return into;
    }

    private @Nullable Instant time(String member, Clocked last) throws IOException, BadAlertException {
        String text = text(member);
        if (text.equals(last.text)) return last.instant;
        try {
            last.instant = ApiTime.read(text);
            last.text = text;
            return last.instant;
        } catch (DateTimeException e) {
            throw new BadAlertException(400, 400, member + " is no time: '" + text + "'");
        }
    }

    /** The empty text for null. */
    private String text(String member) throws IOException, BadAlertException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_STRING) return in.getText();
        if (token == JsonToken.VALUE_NULL) return "";
        in.skipChildren();
        throw BadAlertException.ofType(member, "a text");
    }

    /** Whether it is an address of the web in visible ASCII, as nearly all are: then it is a URI, and nothing more is asked. */
    private static boolean isPlainLink(String text) {
        if (!text.startsWith("http://") && !text.startsWith("https://")) return false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') return false;
        }
        return true;
    }

    private Refusal refusal() {
        BadAlertException worst =
                bad.stream().filter(each -> each.code() != 0).findFirst().orElse(bad.getFirst());
        if (worst.code() != 0) return Refusal.coded(worst.status(), worst.code(), worst.getMessage());
        List<BadAlertException> shown = bad.subList(0, Math.min(REASONS_MAX, bad.size()));
        return Refusal.text(
                400, String.join("; ", shown.stream().map(Throwable::getMessage).toList()));
    }

    /** A time that was read: alerts that are posted together began together, or end together. */
    private static final class Clocked {
        String text = "";

        @Nullable
        Instant instant;
    }

    /** An alert as far as it was read. */
    private static final class Draft {
        @Nullable
        TreeMap<String, String> labels;

        @Nullable
        Map<String, String> annotations;

        @Nullable
        Instant startsAt;

        @Nullable
        Instant endsAt;

        String generatorUrl = "";

        @Nullable
        BadAlertException bad;

        Alert alert(int index, Instant now, LabelNames names) throws BadAlertException {
            if (bad != null) throw bad;
            if (labels == null)
                throw new BadAlertException(422, Refusal.REQUIRED, index + ".labels in body is required");
            requireUri(index);
            Labels identity = new Labels(labels);
            if (identity.map().isEmpty()) throw new BadAlertException("at least one label pair required");
            for (String name : identity.map().keySet()) names.require("label set", name);
            Map<String, String> texts = annotations == null ? Map.of() : annotations;
            for (String name : texts.keySet()) names.require("annotations", name);
            Instant start = startsAt;
            if (start == null) start = endsAt == null ? now : endsAt;
            if (endsAt != null && endsAt.isBefore(start))
                throw new BadAlertException("start time must be before end time");
            return new Alert(identity, texts, start, endsAt, now, "", List.of(), generatorUrl);
        }

        private void requireUri(int index) throws BadAlertException {
            if (generatorUrl.isEmpty()
                    || isPlainLink(generatorUrl)
                    || URI.matcher(generatorUrl).matches()) return;
            String why = index + ".generatorURL in body must be of type uri: \"" + generatorUrl + "\"";
            throw new BadAlertException(422, Refusal.OF_THE_WRONG_TYPE, why);
        }
    }
}
