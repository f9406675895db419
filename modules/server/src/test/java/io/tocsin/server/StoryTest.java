package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Outcome;
import io.tocsin.server.api.Decisions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why was I paged, and why not: told from what was decided and what came of it. */
class StoryTest {
    private final AlertLab lab = new AlertLab();

    private JsonObject story(String name) {
        long fingerprint = AlertLab.alert(name, AlertLab.START).labels().fingerprint();
        return new Story(
                        fingerprint,
                        AlertLab.START,
                        AlertLab.START.plus(Duration.ofDays(1)),
                        null,
                        AlertLab.load("lab"),
                        lab.desk().views())
                .of(new Decisions.Page(lab.heard.about(fingerprint), null));
    }

    private static List<String> kinds(JsonObject story) {
        return story.getJsonArray("story").stream()
                .map(scene -> ((JsonObject) scene).getString("kind"))
                .toList();
    }

    private static String summary(JsonObject story) {
        return String.join(
                "\n",
                story.getJsonArray("summary").stream().map(String::valueOf).toList());
    }

    @Test
    void aPageIsToldFromTheAlertToTheAnswer() {
        lab.fires("Down");
        lab.pass(Duration.ofSeconds(20));

        JsonObject story = story("Down");

        assertThat(story.getString("verdict")).isEqualTo("told");
        assertThat(summary(story)).contains("Page delivered to Anna Adler by slack (ok) at 13:00:10.");
        assertThat(kinds(story))
                .startsWith("fires", "told", "opened", "level_paged")
                .contains("delivered");
        assertThat(story.getJsonObject("labels").getString("alertname")).isEqualTo("Down");
    }

    @Test
    void whatFailsIsToldWithEveryAttempt() {
        lab.worldAnswers(sent -> sent.channel().equals("email")
                ? new Outcome.Permanent("no such mailbox")
                : new Outcome.Retry("503", Duration.ofSeconds(5)));
        lab.fires("Down");
        lab.pass(Duration.ofSeconds(30));

        JsonObject story = story("Down");

        assertThat(story.getString("verdict")).isEqualTo("held");
        assertThat(summary(story)).contains("Page cannot be delivered to Anna Adler by email (no such mailbox).");
        assertThat(kinds(story)).contains("retried", "failed");
        assertThat(story.getJsonArray("story").encode()).contains("again at", "attempt 2");
    }

    @Test
    void looksWithoutNewsAreOneLine() {
        lab.fires("Down");
        lab.pass(Duration.ofMinutes(10));

        assertThat(kinds(story("Down"))).containsOnlyOnce("no_change");
        assertThat(story("Down").getJsonArray("story").encode())
                .contains("is told again at 17:00:10 (9 looks, until 13:09:10)");
    }

    @Test
    void ofAnAlertThatNobodyKnowsThereIsNothingToTell() {
        JsonObject story = story("Other");

        assertThat(story.getString("verdict")).isEqualTo("nobody");
        assertThat(summary(story)).contains("Nothing was decided");
        assertThat(story.getJsonArray("story")).isEmpty();
    }
}
