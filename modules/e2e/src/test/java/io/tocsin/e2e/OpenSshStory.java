package io.tocsin.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A morning of a host in the open internet, as its sshd wrote it, against an answer key that was counted by others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSshStory {
    private static final String LOGS = "data/logs/openssh.ndjson.gz";
    private static final String TITLE = "BruteForceLogin: ";

    /** 183.62.140.253, and 103.99.0.122 that came back, attack until the recording ends. */
    private static final int STILL_THERE = 2;

    private final JsonObject truth;
    private final List<JsonObject> sent;
    private Scene scene;

    OpenSshStory(@TempDir Path folder) throws IOException {
        truth = Recordings.truth("data/logs/openssh.truth.json");
        sent = Recordings.lines(LOGS).stream().map(JsonObject::new).toList();
        scene = Scene.in(folder).shippedRules().start();
    }

    @BeforeAll
    void postEverything() throws IOException {
        byte[] body = Files.readAllBytes(Recordings.file(LOGS));

        JsonObject answer =
                scene.client().post(body, "Content-Encoding", "gzip").json();

        assertThat(answer.getLong("accepted")).isEqualTo(2000);
        scene.until(
                "every attacker is paged", () -> pages().containsAll(crossings().keySet()));
        // A second page would come with the next look at a group, which is also what resolves those whose attack is
        // over.
        scene.until(
                "those that went away are resolved",
                () -> resolved() == crossings().size() - STILL_THERE);
    }

    @AfterAll
    void end() {
        scene.close();
    }

    /** One of them came back after two hours: that is another alert, and no other page while the incident is open. */
    @Test
    void exactlyTheAttackersAlertAtTheirEleventhFailure() {
        Map<String, String> first = new TreeMap<>();
        scene.fired("BruteForceLogin")
                .forEach(alert ->
                        first.putIfAbsent(alert.getJsonObject("labels").getString("ip"), alert.getString("starts_at")));

        assertThat(first).isEqualTo(crossings());
    }

    @Test
    void eachAttackerIsOneIncident() {
        List<String> ips = scene.incidents().stream()
                .map(incident -> incident.getString("title"))
                .filter(title -> title.startsWith(TITLE))
                .map(title -> title.substring(TITLE.length()))
                .toList();

        assertThat(ips).containsExactlyInAnyOrderElementsOf(crossings().keySet());
    }

    @Test
    void eachAttackerIsOnePageToWhoeverIsOnCall() {
        assertThat(pages()).containsExactlyInAnyOrderElementsOf(crossings().keySet());
    }

    @Test
    void eachAttackerIsOneIncidentAtPagerDuty() {
        List<String> ips = scene.fakes().pagerDuty().events().stream()
                .filter(event -> event.action().equals("trigger"))
                .map(event -> event.body().getJsonObject("payload").getString("summary"))
                .filter(summary -> summary.contains(TITLE))
                .map(summary -> summary.replaceAll(".*" + TITLE + "([0-9.]+).*", "$1"))
                .toList();

        assertThat(ips).containsExactlyInAnyOrderElementsOf(crossings().keySet());
    }

    private long resolved() {
        return scene.incidents().stream()
                .filter(incident -> incident.getString("title").startsWith(TITLE))
                .filter(incident -> incident.getString("state").equals("resolved"))
                .count();
    }

    /** Who was paged about, as often as it was. */
    private List<String> pages() {
        return scene.fakes().mail().messages().stream()
                .filter(mail -> mail.headers().contains(new ReceivedMail.Header("X-Tocsin-Kind", "page")))
                .map(ReceivedMail::subject)
                .filter(subject -> subject.contains(TITLE))
                .map(subject -> subject.substring(subject.indexOf(TITLE) + TITLE.length()))
                .toList();
    }

    /** When whom has to be noticed, by the key. */
    private Map<String, String> crossings() {
        Map<String, String> crossings = new TreeMap<>();
        SceneClient.objects(truth, "brute_force")
                .forEach(attack -> crossings.put(
                        attack.getString("ip"),
                        Instant.parse(attack.getString("crossed_at")).toString()));
        return crossings;
    }

    @Test
    void everyRequestIsFoundWhole() {
        Map<String, Long> expected =
                sent.stream().collect(groupingBy(event -> event.getString("request_id"), counting()));

        Map<String, Long> found = new TreeMap<>();
        expected.keySet().forEach(id -> found.put(id, (long) scene.request(id).size()));

        assertThat(found)
                .hasSize(truth.getJsonObject("ids").getInteger("distinct"))
                .isEqualTo(new TreeMap<>(expected));
    }

    @Test
    void levelsAreCountedAsInTheKey() {
        truth.getJsonObject("levels")
                .forEach(level -> assertThat(scene.total("level:" + level.getKey()))
                        .as(level.getKey())
                        .isEqualTo(((Number) level.getValue()).longValue()));
    }

    @Test
    void actionsAreCountedAsInTheKey() {
        truth.getJsonObject("actions")
                .forEach(action -> assertThat(scene.total("action:" + action.getKey()))
                        .as(action.getKey())
                        .isEqualTo(((Number) action.getValue()).longValue()));
    }
}
