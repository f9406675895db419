package io.tocsin.server;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.tocsin.escalation.State;
import io.tocsin.escalation.Target;
import io.tocsin.model.Alert;
import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.model.UtcTime;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.routing.Entity;
import io.tocsin.routing.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the state of alerts is written as JSON: plain records, sealed types by name, and never a secret. */
final class StateJson {
    /** Sealed types of which a record may hold any. */
    private static final List<Class<?>> SEALED =
            List.of(State.class, Target.class, Entity.class, Stage.class, ScheduleOverride.class);

    /** What stands for a destination until its address is looked up again. */
    private static final Destination UNRESOLVED = new Destination.Webhook(Secret.NONE, Map.of());

    /** Keys of entities are field names too; interned they would fill a table of the whole process that is slow to ask. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** One for all: it is safe to share, and learning the types costs more than all reading and writing of a start. */
    private static final ObjectMapper MAPPER = build();

    private StateJson() {}

    static ObjectMapper mapper() {
        return MAPPER;
    }

    private static ObjectMapper build() {
        SimpleModule module = new SimpleModule();
        asText(module, Instant.class, UtcTime::text, StateJson::instant);
        asText(module, Duration.class, Duration::toString, Duration::parse);
        asText(module, ZoneId.class, ZoneId::toString, ZoneId::of);
        module.addSerializer(Alert.class, new AlertInFull());
        module.addSerializer(Destination.class, new ByLabel());
        module.addDeserializer(Destination.class, new Unresolved());
        JsonMapper.Builder builder = JsonMapper.builder(FACTORY)
                .addModule(module)
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (Class<?> sealed : SEALED) {
            builder.addMixIn(sealed, ByName.class);
            for (Class<?> permitted : sealed.getPermittedSubclasses()) builder.registerSubtypes(permitted);
        }
        return builder.build();
    }

    /** Instants and durations as ISO 8601: a person may read the journal. */
    private static <T> void asText(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> parse) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return parse.apply(in.getText());
            }
        });
    }

    private static Instant instant(String text) {
        Instant usual = UtcTime.plain(text);
        return usual == null ? Instant.parse(text) : usual;
    }

    /** Exactly what the mapper would write of its own; by hand, because nothing else is written as often. */
    private static final class AlertInFull extends JsonSerializer<Alert> {
        @Override
        public void serialize(Alert alert, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeObjectFieldStart("labels");
            texts("map", alert.labels().map(), out);
            out.writeEndObject();
            texts("annotations", alert.annotations(), out);
            out.writeStringField("startsAt", UtcTime.text(alert.startsAt()));
            Instant end = alert.endsAt();
            if (end != null) out.writeStringField("endsAt", UtcTime.text(end));
            out.writeStringField("updatedAt", UtcTime.text(alert.updatedAt()));
            out.writeStringField("value", alert.value());
            out.writeArrayFieldStart("evidence");
            for (String id : alert.evidence()) out.writeString(id);
            out.writeEndArray();
            out.writeStringField("generatorUrl", alert.generatorUrl());
            out.writeEndObject();
        }

        private static void texts(String name, Map<String, String> texts, JsonGenerator out) throws IOException {
            out.writeObjectFieldStart(name);
            for (Map.Entry<String, String> text : texts.entrySet())
                out.writeStringField(text.getKey(), text.getValue());
            out.writeEndObject();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    private interface ByName {}

    private static final class ByLabel extends JsonSerializer<Destination> {
        @Override
        public void serialize(Destination value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.label());
        }
    }

    private static final class Unresolved extends JsonDeserializer<Destination> {
        @Override
        public Destination deserialize(JsonParser in, DeserializationContext context) {
            return UNRESOLVED;
        }
    }
}
