package io.tocsin.server.alertmanager;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.model.Alert;
import io.tocsin.routing.Status;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts and groups as Alertmanager's API lists them, written without a tree: a page may have a hundred thousand. */
final class AlertWriter implements AutoCloseable {
    /** Alertmanager shows an end for every alert; for one without, this long after now, its default resolve_timeout. */
    private static final Duration SHOWN_END = Duration.ofMinutes(5);

    /** What an alert usually takes, so that the buffer does not have to grow often. */
    private static final int BYTES_OF_ONE = 640;

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes;
    private final JsonGenerator out;
    private final String openEnd;

    private AlertWriter(int alerts, Instant now) throws IOException {
        bytes = new ByteArrayOutputStream(1024 + (int) Math.min(1 << 28, (long) alerts * BYTES_OF_ONE));
        out = JSON.createGenerator(bytes, JsonEncoding.UTF8);
        openEnd = ApiTime.write(now.plus(SHOWN_END));
    }

    /** An array of alerts. */
    static Buffer alerts(List<Status.OfAlert> alerts, Instant now) {
        try (AlertWriter writer = new AlertWriter(alerts.size(), now)) {
            writer.out.writeStartArray();
            for (Status.OfAlert alert : alerts) writer.alert(alert, List.of());
            return writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An array of groups. */
    static Buffer groups(List<Status.OfGroup> groups, Instant now) {
        int alerts = groups.stream().mapToInt(group -> group.alerts().size()).sum();
        try (AlertWriter writer = new AlertWriter(alerts, now)) {
            writer.out.writeStartArray();
            for (Status.OfGroup group : groups) writer.group(group);
            return writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer end() throws IOException {
        out.writeEndArray();
        out.flush();
        return Buffer.buffer(bytes.toByteArray());
    }

    private void group(Status.OfGroup group) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("alerts");
        for (Status.OfAlert alert : group.alerts()) alert(alert, alert.mutedBy());
        out.writeEndArray();
        texts("labels", group.labels().map());
        receiver("receiver", group.receiver());
        texts("routeLabels", group.routeLabels());
        out.writeEndObject();
    }

    /** @param mutedBy by which time intervals; as in Alertmanager, only a list of groups tells */
    private void alert(Status.OfAlert status, List<String> mutedBy) throws IOException {
        Alert alert = status.alert();
        Instant end = alert.endsAt();
        out.writeStartObject();
        texts("annotations", alert.annotations());
        out.writeStringField("endsAt", end == null ? openEnd : ApiTime.write(end));
        out.writeStringField("fingerprint", status.fingerprint());
        out.writeArrayFieldStart("receivers");
        for (String name : status.receivers()) {
            out.writeStartObject();
            out.writeStringField("name", name);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("startsAt", ApiTime.write(alert.startsAt()));
        status(status, mutedBy);
        out.writeStringField("updatedAt", ApiTime.write(alert.updatedAt()));
        if (!alert.generatorUrl().isEmpty()) out.writeStringField("generatorURL", alert.generatorUrl());
        texts("labels", alert.labels().map());
        out.writeEndObject();
    }

    private void status(Status.OfAlert status, List<String> mutedBy) throws IOException {
        boolean held = status.suppressed() || !mutedBy.isEmpty();
        out.writeObjectFieldStart("status");
        list("inhibitedBy", status.inhibitedBy());
        list("mutedBy", mutedBy);
        list("silencedBy", status.silencedBy());
        out.writeStringField("state", held ? "suppressed" : "active");
        out.writeEndObject();
    }

    private void receiver(String member, String name) throws IOException {
        out.writeObjectFieldStart(member);
        out.writeStringField("name", name);
        out.writeEndObject();
    }

    private void list(String name, List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) out.writeString(value);
        out.writeEndArray();
    }

    private void texts(String name, Map<String, String> texts) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) out.writeStringField(text.getKey(), text.getValue());
        out.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
