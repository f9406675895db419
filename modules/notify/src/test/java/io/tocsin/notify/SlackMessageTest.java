package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlackMessageTest {
    private static final int BUDGET = 8000;

    @Test
    void theFirstTwoLinesSayWhatHowBadWhereAndSinceWhen() {
        JsonArray blocks = SlackMessage.rich(Samples.page(Samples.NOWHERE)).getJsonArray("blocks");

        assertThat(blocks.getJsonObject(0).encode()).contains("🔴 CRITICAL · " + Samples.TITLE);
        assertThat(blocks.getJsonObject(1).encode())
                .contains("*payment_api*", "PaymentFailures", "<!date^1772333520^", "12 min", "incident 42");
    }

    @Test
    void itSaysWhyThisReaderWhoIsNextAndWhoWasTold() {
        String all = SlackMessage.rich(Samples.page(Samples.NOWHERE)).encode();

        assertThat(all)
                .contains(
                        "You are primary on call for payments",
                        "carla (secondary) at 03:19 if nobody answers",
                        "ben by email at 03:03",
                        "7.4 %",
                        "gateway=gateway-1",
                        "00000000000004f2");
    }

    @Test
    void theButtonsAreLinks() {
        List<JsonObject> buttons = elements("actions", SlackMessage.rich(Samples.page(Samples.NOWHERE)));

        assertThat(buttons)
                .extracting(button -> button.getJsonObject("text").getString("text"))
                .containsExactly("Acknowledge", "Log lines", "Runbook", "Dashboard", "Incident");
        assertThat(buttons.getFirst().getString("url")).isEqualTo(Samples.LINKS.acknowledge());
        assertThat(buttons.getFirst().getString("style")).isEqualTo("primary");
    }

    @Test
    void whatSeveralAlertsShareIsSaidOnce() {
        String all = SlackMessage.rich(Samples.page(Samples.NOWHERE))
                .getJsonArray("blocks")
                .encode();

        assertThat(all.split("team=payments", -1)).hasSize(2);
        assertThat(all.split("7\\.4 %\"", -1)).hasSize(2);
    }

    @Test
    void moreAlertsThanFitAreCounted() {
        Notice notice = Samples.notice(Notice.Kind.PAGE, Samples.NOWHERE, Samples.briefing(Samples.alerts(1000)), "");

        assertThat(SlackMessage.rich(notice).encode()).contains("… and *995 more* (1000 firing in all)");
    }

    @Test
    void theTextAloneIsEnoughToAct() {
        String text = SlackMessage.plain(Samples.page(Samples.NOWHERE)).getString("text");

        assertThat(text)
                .startsWith("🔴 CRITICAL: " + Samples.TITLE)
                .contains("You are primary", "payment_api", "|Acknowledge>", "|Runbook>");
    }

    @Test
    void aLogLineCannotShoutAtTheChannel() {
        String all = SlackMessage.rich(Samples.hostile(Samples.NOWHERE)).encode();

        assertThat(all).doesNotContain("<!channel>", "<script", "javascript:").contains("&lt;!channel&gt;");
    }

    @Test
    void noTextIsEmptyWhateverIsMissing() {
        JsonObject message = SlackMessage.rich(Samples.empty(Samples.NOWHERE));

        assertThat(texts(message)).isNotEmpty().noneMatch(String::isBlank);
    }

    @Test
    void whateverTheTextsAreTheMessageStaysWithinItsBudget() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            String text = text(random);
            Briefing briefing = Samples.briefing(
                    Stream.generate(() -> Samples.alert(text, text))
                            .limit(random.nextInt(8))
                            .toList(),
                    text,
                    text);
            JsonObject message = SlackMessage.rich(Samples.notice(Notice.Kind.PAGE, Samples.NOWHERE, briefing, ""));

            assertThat(message.getJsonArray("blocks").size())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(15);
            assertThat(texts(message)).as("seed %d", seed).allMatch(t -> !t.isEmpty() && t.length() <= 2900);
            assertThat(texts(message).stream().mapToInt(String::length).sum())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(BUDGET);
            assertThat(message.getJsonArray("blocks")
                            .getJsonObject(0)
                            .getJsonObject("text")
                            .getString("text"))
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(150);
        }
    }

    @Test
    void cuttingNeverSplitsAnEscapeOrAnEmoji() {
        for (int limit = 1; limit < 30; limit++) {
            String fitted = SlackText.fit("a<b>&🔥".repeat(9), limit);

            assertThat(fitted).hasSizeLessThanOrEqualTo(limit);
            assertThat(fitted.replaceAll("&(lt|gt|amp);", "")).doesNotContain("&", "<", ">");
            assertThat(Texts.whole(fitted)).isEqualTo(fitted);
        }
        assertThat(SlackText.fit("short", 5)).isEqualTo("short");
        assertThat(SlackText.code("a`b", 10)).isEqualTo("`a'b`");
    }

    @Test
    void theEndSaysHowLongItLastedAndShowsNoButtonToAcknowledge() {
        JsonObject message = SlackMessage.rich(Samples.resolved(Samples.NOWHERE, ""));

        assertThat(message.encode())
                .contains("✅ RESOLVED", "lasted 16 min", "2 resolved")
                .doesNotContain("Acknowledge");
        assertThat(SlackMessage.reply(Samples.acknowledged(Samples.NOWHERE, "")).getString("text"))
                .contains("✋", "ACKNOWLEDGED by anna", "16 min");
    }

    private static String text(Random random) {
        String[] parts = {"a", "&", "<", ">", "🔥", "\ud83d", "`", "\n", "word ", "é", "|"};
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(4) == 0 ? 6000 : random.nextInt(300);
        for (int i = 0; i < length; i++) text.append(parts[random.nextInt(parts.length)]);
        return text.toString();
    }

    private static List<JsonObject> elements(String type, JsonObject message) {
        return objects(message.getJsonArray("blocks"))
                .filter(block -> type.equals(block.getString("type")))
                .flatMap(block -> objects(block.getJsonArray("elements")))
                .toList();
    }

    /** Every text of every block, as it is sent. */
    private static List<String> texts(JsonObject message) {
        return objects(message.getJsonArray("blocks"))
                .flatMap(SlackMessageTest::textsOf)
                .toList();
    }

    private static Stream<String> textsOf(JsonObject object) {
        if (object.getValue("text") instanceof String text) return Stream.of(text);
        Stream<JsonObject> own = object.getValue("text") instanceof JsonObject text ? Stream.of(text) : Stream.empty();
        Stream<JsonObject> parts = Stream.of("fields", "elements")
                .filter(object::containsKey)
                .flatMap(name -> objects(object.getJsonArray(name)));
        return Stream.concat(own, parts).flatMap(SlackMessageTest::textsOf);
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
