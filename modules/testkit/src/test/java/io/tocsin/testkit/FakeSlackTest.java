package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeSlackTest {
    private final Vertx vertx = Vertx.vertx();
    private FakeSlack slack;

    @BeforeEach
    void start() {
        slack = FakeSlack.start(vertx, 0).await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aWebhookAnswersOkAndGivesNoTs() throws IOException {
        HttpResponse<String> answer = Client.post(slack.webhookUrl(), "{\"text\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(slack.messages()).extracting(FakeSlack.Message::text).containsExactly("hello");
    }

    @Test
    void aWebhookSaysInPlainWordsWhatIsWrong() throws IOException {
        assertThat(webhook("no json")).isEqualTo("400 invalid_payload");
        assertThat(webhook("{}")).isEqualTo("400 no_text");
        assertThat(webhook("{\"blocks\":[{\"type\":\"nonsense\"}]}")).isEqualTo("400 invalid_blocks");
        HttpResponse<String> unknown = Client.post(slack.webhookUrl() + "x", "{\"text\":\"hello\"}");
        assertThat(unknown.statusCode() + " " + unknown.body()).isEqualTo("404 no_service");
    }

    @Test
    void theWebApiRefusesWithStatus200() throws IOException {
        HttpResponse<String> answer =
                Client.post(slack.apiUrl() + "/chat.postMessage", "{}", "Authorization", "Bearer wrong");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":false,\"error\":\"invalid_auth\"}");
    }

    @Test
    void aNameBecomesAnIdAndAUserADirectMessage() throws IOException {
        assertThat(post("#ops", "x").getString("channel")).isEqualTo("COPS");
        assertThat(post("U0123", "x").getString("channel")).isEqualTo("D0123");
    }

    @Test
    void eachMessageHasItsOwnTs() throws IOException {
        assertThat(post("#ops", "a").getString("ts"))
                .isNotEqualTo(post("#ops", "b").getString("ts"));
    }

    @Test
    void anUpdateChangesTheMessageInPlace() throws IOException {
        String ts = post("#ops", "burning").getString("ts");

        JsonObject answer = api("chat.update", message("COPS", "over").put("ts", ts));

        assertThat(answer.getBoolean("ok")).isTrue();
        assertThat(slack.messages()).extracting(FakeSlack.Message::updatedText).containsExactly("over");
    }

    @Test
    void anUpdateNeedsTheIdOfTheChannelAndAKnownTs() throws IOException {
        String ts = post("#ops", "burning").getString("ts");

        assertThat(error("chat.update", message("#ops", "over").put("ts", ts))).isEqualTo("channel_not_found");
        assertThat(error("chat.update", message("COPS", "over").put("ts", "1.2")))
                .isEqualTo("message_not_found");
    }

    @Test
    void theLimitsOfBlockKitHold() throws IOException {
        assertThat(blocks(section("x".repeat(3000)))).isEmpty();
        assertThat(blocks(section("x".repeat(3001)))).isEqualTo("invalid_blocks");
        assertThat(blocks(header("x".repeat(151)))).isEqualTo("invalid_blocks");
        assertThat(blocks(section(""))).isEqualTo("invalid_blocks");
        assertThat(blocks(IntStream.range(0, 51).mapToObj(i -> section("x")).toArray()))
                .isEqualTo("invalid_blocks");
        assertThat(blocks(actions(26))).isEqualTo("invalid_blocks");
        assertThat(blocks(actions(25))).isEmpty();
        assertThat(blocks(IntStream.range(0, 5)
                        .mapToObj(i -> section("x".repeat(2900)))
                        .toArray()))
                .isEqualTo("msg_blocks_too_long");
    }

    @Test
    void textIsNeededAndLimited() throws IOException {
        assertThat(error("chat.postMessage", message("#ops", " "))).isEqualTo("no_text");
        assertThat(error("chat.postMessage", message("#ops", "x".repeat(40_001))))
                .isEqualTo("msg_too_long");
    }

    @Test
    void aRefusedChannelIsNotFound() throws IOException {
        slack.refuseChannel("#gone");

        assertThat(error("chat.postMessage", message("#gone", "x"))).isEqualTo("channel_not_found");
    }

    @Test
    void moreThanOneMessageASecondIsTooMuchAfterTheBurst() throws IOException {
        SimulatedTime time = new SimulatedTime(Instant.EPOCH);
        slack.limitRate(time, 2);

        assertThat(status("#ops")).isEqualTo(200);
        assertThat(status("#ops")).isEqualTo(200);
        assertThat(status("#ops")).isEqualTo(429);
        assertThat(status("#other")).isEqualTo(200);
        time.advance(Duration.ofSeconds(1));
        assertThat(status("#ops")).isEqualTo(200);
        assertThat(status("#ops")).isEqualTo(429);
    }

    @Test
    void faultsStrikeInOrderAndOnce() throws IOException {
        slack.failNext(Fault.tooMany("7"), Fault.serverError(), FakeSlack.apiError("fatal_error"), Fault.html());

        HttpResponse<String> tooMany = Client.post(slack.webhookUrl(), "{\"text\":\"x\"}");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.headers().firstValue("Retry-After")).contains("7");
        assertThat(webhook("{\"text\":\"x\"}")).isEqualTo("500 internal server error");
        assertThat(post("#ops", "x").getString("error")).isEqualTo("fatal_error");
        assertThat(webhook("{\"text\":\"x\"}")).startsWith("200 <html>");
        assertThat(slack.messages()).isEmpty();
        assertThat(webhook("{\"text\":\"x\"}")).isEqualTo("200 ok");
    }

    @Test
    void aResetAfterTheBodyTakesTheMessageAndOneBeforeDoesNot() {
        slack.failNext(Fault.resetBeforeBody());
        assertThatThrownBy(() -> webhook("{\"text\":\"lost\"}")).isInstanceOf(IOException.class);
        assertThat(slack.messages()).isEmpty();

        slack.failNext(Fault.resetAfterBody());
        assertThatThrownBy(() -> webhook("{\"text\":\"arrived\"}")).isInstanceOf(IOException.class);
        assertThat(slack.messages()).extracting(FakeSlack.Message::text).containsExactly("arrived");
    }

    @Test
    void aHangNeverAnswers() {
        slack.failNext(Fault.hang());

        assertThatThrownBy(() -> Client.post(Duration.ofMillis(500), slack.webhookUrl(), "{\"text\":\"x\"}"))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void nextFindsWhatIsHereAndWhatIsStillToCome() throws IOException {
        post("#ops", "early");
        CompletableFuture<FakeSlack.Message> later =
                slack.next(message -> message.text().equals("late"), Duration.ofSeconds(10));

        assertThat(slack.next(message -> message.text().equals("early"), Duration.ofSeconds(10))
                        .join()
                        .channel())
                .isEqualTo("COPS");
        post("#ops", "late");
        assertThat(later.join().text()).isEqualTo("late");
    }

    private String webhook(String body) throws IOException {
        HttpResponse<String> answer = Client.post(slack.webhookUrl(), body);
        return answer.statusCode() + " " + answer.body();
    }

    private int status(String channel) throws IOException {
        return raw("chat.postMessage", message(channel, "x")).statusCode();
    }

    private JsonObject post(String channel, String text) throws IOException {
        return api("chat.postMessage", message(channel, text));
    }

    private String error(String method, JsonObject body) throws IOException {
        return api(method, body).getString("error", "");
    }

    private String blocks(Object... blocks) throws IOException {
        return error("chat.postMessage", message("#ops", "x").put("blocks", JsonArray.of(blocks)));
    }

    private JsonObject api(String method, JsonObject body) throws IOException {
        return new JsonObject(raw(method, body).body());
    }

    private HttpResponse<String> raw(String method, JsonObject body) throws IOException {
        return Client.post(slack.apiUrl() + "/" + method, body.encode(), "Authorization", "Bearer " + FakeSlack.TOKEN);
    }

    private static JsonObject message(String channel, String text) {
        return new JsonObject().put("channel", channel).put("text", text);
    }

    private static JsonObject section(String text) {
        return new JsonObject().put("type", "section").put("text", text("mrkdwn", text));
    }

    private static JsonObject header(String text) {
        return new JsonObject().put("type", "header").put("text", text("plain_text", text));
    }

    private static JsonObject actions(int count) {
        JsonArray buttons = new JsonArray();
        for (int i = 0; i < count; i++) {
            buttons.add(new JsonObject().put("type", "button").put("text", text("plain_text", "b")));
        }
        return new JsonObject().put("type", "actions").put("elements", buttons);
    }

    private static JsonObject text(String type, String text) {
        return new JsonObject().put("type", type).put("text", text);
    }
}
