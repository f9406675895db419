package io.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was learned before, an event is read as the reader of tokens alone reads it, to the letter. */
class KnownFormsTest {
    private static final Instant NOW = DecoderContract.NOW;
    private static final Limits TIGHT = new Limits(10_000, 10_000, 100, 400, 5, 6, 20, 30);

    private final Random random = new Random(DecoderContract.SEED);
    private final RandomJson json = new RandomJson(random);

    /** A decoder that remembers, beside one that does not. */
    private static final class Pair {
        final EventDecoder decoder;
        final EventDecoder forgetful;
        private final Limits limits;
        private int withLayout;

        Pair(FieldAliases aliases, Limits limits) {
            this.decoder = new EventDecoder(aliases, limits);
            this.forgetful = EventDecoder.forgetful(aliases, limits, Masking.defaults());
            this.limits = limits;
        }

        void assertSame(byte[] bytes) {
            String wanted = read(forgetful, bytes);
            String found = read(decoder, bytes);
            if (!wanted.equals(found)) {
                assertThat(found).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(wanted);
            }
        }

        private String read(EventDecoder by, byte[] bytes) {
            try {
                LogEvent event = by.parse(1, NOW, bytes);
                assertThat(event.json()).isSameAs(bytes);
                if (event.fields().layout() != null) {
                    assertThat(by).isSameAs(decoder);
                    withLayout++;
                    assertThat(joined(event)).isEqualTo(bytes);
                }
                return told(event);
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage());
            }
        }

        void assertSameBody(byte[] body) {
            String wanted = readBody(forgetful, body);
            String found = readBody(decoder, body);
            if (!wanted.equals(found)) {
                assertThat(found).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(wanted);
            }
        }

        private String readBody(EventDecoder by, byte[] body) {
            Decoded decoded = new BodyDecoder(by, EventIds.after(0, NOW), limits).decode(body, NOW);
            StringBuilder all = new StringBuilder(decoded.rejects().toString());
            for (LogEvent event : decoded.events()) {
                all.append(new String(event.json(), StandardCharsets.UTF_8)).append(told(event));
            }
            return all.toString();
        }
    }

    private static String told(LogEvent event) {
        return event.id() + " " + event.time() + " " + event.correlationIds() + " " + event.fields();
    }

    /** Gaps and leaves one after the other, which is what a store keeps. */
    private static byte[] joined(LogEvent event) {
        Fields fields = event.fields();
        Layout layout = Objects.requireNonNull(fields.layout());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int leaf = 0; leaf < layout.leaves(); leaf++) {
            out.writeBytes(layout.gap(leaf));
            out.write(event.json(), fields.leafStart(leaf), fields.leafEnd(leaf) - fields.leafStart(leaf));
        }
        out.writeBytes(layout.gap(layout.leaves()));
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Object layout(EventDecoder decoder, String json) {
        return decoder.parse(1, NOW, utf8(json)).fields().layout();
    }

    private static Pair pair() {
        return new Pair(FieldAliases.defaults(), Limits.defaults());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synthetic/default_250k",
                "logs/apache",
                "logs/cloudtrail_s3",
                "logs/hdfs",
                "logs/linux",
                "logs/openssh",
                "logs/openstack",
                "logs/web_access"
            })
    void recordedLogsAreReadTheSameWholeAndDamaged(String name) throws IOException {
        Pair pair = pair();
        List<byte[]> lines = Corpus.lines(name + ".ndjson.gz");

        for (byte[] line : lines) {
            pair.assertSame(line);
            if (random.nextInt(4) == 0) pair.assertSame(json.damaged(line));
        }

        assertThat(pair.withLayout).isGreaterThan(lines.size() * 9 / 10);
    }

    @Test
    void objectsOfEveryShapeAreReadTheSameWholeAndDamaged() {
        for (Pair pair : List.of(
                pair(),
                new Pair(FieldAliases.defaults(), TIGHT),
                new Pair(new FieldAliases(Map.of()), Limits.defaults()),
                new Pair(
                        FieldAliases.defaults()
                                .extendedBy(Map.of(
                                        "level", List.of("sent._id", "app"), "order", List.of("msg", "_reject"))),
                        Limits.defaults()))) {
            List<byte[]> before = new ArrayList<>();
            for (int round = 0; round < 2_000; round++) {
                byte[] object = json.object();
                before.add(object);
                pair.assertSame(object);
                pair.assertSame(json.damaged(object));
                pair.assertSame(json.damaged(before.get(random.nextInt(before.size()))));
                pair.assertSame(before.get(random.nextInt(before.size())));
            }
            assertThat(pair.withLayout).isGreaterThan(1_000);
        }
    }

    @Test
    void bodiesOfEveryShapeAreReadTheSameWholeAndDamaged() {
        Pair pair = pair();
        for (int round = 0; round < 2_000; round++) {
            byte[] body = json.body();
            pair.assertSameBody(body);
            pair.assertSameBody(json.damaged(body));
        }
    }

    @Test
    void everySingleByteOfAnEventMayBeBroken() {
        Pair pair = pair();
        byte[] whole =
                utf8("{\"timestamp\":\"2026-11-20T19:59:58.123Z\",\"n\":-1.5e+3,\"ok\":true, \"severity\":\"warn\","
                        + "\"a\":[1,\"x\\n\u20ac\",null,{\"b\":{}}],\"request_id\":\"r-\\u0031\"}");
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] broken = whole.clone();
                broken[at] = (byte) value;
                pair.assertSame(broken);
            }
        }
    }

    @Test
    void threadsThatLearnAtOnceReadTheSame() throws Exception {
        Pair pair = pair();
        List<byte[]> objects =
                IntStream.range(0, 3_000).mapToObj(i -> json.object()).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                List<byte[]> mine = new ArrayList<>(objects);
                Collections.shuffle(mine, random);
                all.add(threads.submit(() -> mine.forEach(pair::assertSame)));
            }
            for (Future<?> one : all) one.get();
        }
    }

    @Test
    void eventsOfOneKindShareALayout() {
        EventDecoder decoder = pair().decoder;

        Object first = layout(decoder, "{\"level\":\"INFO\",\"n\":1,\"a\":[true,null]}");

        assertThat(first).isNotNull();
        assertThat(layout(decoder, "{\"level\":\"odd\",\"n\":-2.5,\"a\":[7,null]}"))
                .isSameAs(first);
        assertThat(layout(decoder, "{\"level\":\"INFO\",\"n\":\"1\",\"a\":[true,null]}"))
                .isNotSameAs(first);
    }

    @Test
    void whatIsOutOfTheOrdinaryHasNoLayout() {
        EventDecoder decoder = pair().decoder;
        for (String odd : List.of(
                "{\"level\":\"INFO\",\"level\":\"WARN\"}",
                "{\"severity\":\"INFO\",\"lvl\":\"WARN\"}",
                "{\"timestamp\":\"2026-11-20T20:00:06.000Z\"}",
                "{\"half\":\"\\ud83d\"}",
                "{\"pair\":\"\\ud83d\\ude00\"}",
                "{\"" + "n".repeat(257) + "\":1}",
                "{\"v\":\"" + "x".repeat(40_000) + "\"}",
                "{\"v\":[" + "1,".repeat(1_000) + "1]}",
                "{\"_reject\":true,\"_reason\":\"cannot\",\"message\":\"raw\"}",
                "{\"_reject\":false,\"_reason\":\"cannot\",\"message\":\"raw\"}",
                " {\"n\":1} ")) {
            assertThat(layout(decoder, odd)).as(odd).isNull();
            assertThat(layout(decoder, odd)).as(odd).isNull();
        }
    }

    @Test
    void aRejectIsRecognisedThoughAnEventThatLooksLikeItWasLearned() {
        Pair pair = pair();
        for (String reject : List.of("false", "\"true\"", "true", "1", "true")) {
            pair.assertSame(utf8("{\"_reject\":" + reject + ",\"_reason\":\"cannot\",\"message\":\"raw\"}"));
        }
    }

    @Test
    void namesMadeOfDataDisplaceNothingForLong() {
        Pair pair = pair();
        String usual = "{\"level\":\"INFO\",\"user\":\"anna\"}";
        for (int i = 0; i < 10_000; i++) {
            pair.assertSame(
                    utf8("{\"level\":\"INFO\",\"ctx\":{\"" + Long.toHexString(random.nextLong()) + "\":1,\"p\":{}}}"));
            if (i % 100 == 0) pair.assertSame(utf8(usual));
        }

        assertThat(pair.withLayout).isBetween(100, 1_000);
        assertThat(layout(pair.decoder, usual)).isNotNull();
    }

    @Test
    void aFormThatComesBackIsLearnedAmongNamesMadeOfData() {
        EventDecoder decoder = pair().decoder;
        for (int i = 0; i < 1_000; i++) layout(decoder, "{\"n" + i + "\":1}");

        assertThat(layout(decoder, "{\"late\":1}")).isNull();
        assertThat(layout(decoder, "{\"late\":1}")).isNotNull();
    }

    @Test
    void anErrorIsTheSameOnceTheFormIsKnown() {
        EventDecoder decoder = pair().decoder;
        decoder.parse(1, NOW, utf8("{\"a\":\"x\"}"));

        assertThatThrownBy(() -> decoder.parse(1, NOW, utf8("{\"a\":\"x\"}y")))
                .hasMessage("cannot read event: there is more after the object, at byte 9");
    }
}
