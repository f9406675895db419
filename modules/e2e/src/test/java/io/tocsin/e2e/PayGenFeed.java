package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Replays a recorded stream over two ways in at once, every other line over each, a minute of event time after the other:
 * neither way runs ahead of the other by more than that, as with shippers of the real world.
 */
final class PayGenFeed {
    private static final String TIME = "{\"timestamp\":\"";
    private static final int UP_TO_MINUTE = TIME.length() + "2026-01-05T08:00".length();
    private static final String REQUEST = "\"request_id\":\"";

    private final Scene scene;
    private final KafkaFeed kafka;
    private final List<String> minute = new ArrayList<>();
    private long sent;

    PayGenFeed(Scene scene, KafkaFeed kafka) {
        this.scene = scene;
        this.kafka = kafka;
    }

    /** Sends everything and returns once all of it can be found. */
    void replay(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!minute.isEmpty() && !sameMinute(line, minute.getFirst())) sendMinute();
                minute.add(line);
            }
        }
        sendMinute();
    }

    private static boolean sameMinute(String one, String other) {
        return one.regionMatches(TIME.length(), other, TIME.length(), UP_TO_MINUTE - TIME.length());
    }

    private void sendMinute() throws IOException {
        List<String> overHttp = new ArrayList<>();
        List<KafkaFeed.Line> overKafka = new ArrayList<>();
        for (int i = 0; i < minute.size(); i++) {
            String line = minute.get(i);
            if ((sent + i) % 2 == 0) overHttp.add(line);
            else overKafka.add(new KafkaFeed.Line(requestOf(line), line));
        }
        sent += minute.size();
        minute.clear();
        SceneClient.Reply reply = scene.client().post(zipped(overHttp), "Content-Encoding", "gzip");
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        kafka.send(overKafka);
        scene.awaitEvents(sent);
    }

    private static String requestOf(String line) {
        int start = line.indexOf(REQUEST);
        return start < 0 ? "" : line.substring(start + REQUEST.length(), line.indexOf('"', start + REQUEST.length()));
    }

    private static byte[] zipped(List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
