package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeTelegramTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeTelegram telegram = FakeTelegram.start(vertx, 0).await();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void aMessageIsPostedWithAnId() throws IOException {
        HttpResponse<String> answer =
                send(body().put("text", "<b>it</b> &lt;burns&gt;").put("parse_mode", "HTML"));

        JsonObject json = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.getBoolean("ok")).isTrue();
        assertThat(json.getJsonObject("result").getInteger("message_id")).isPositive();
        assertThat(telegram.messages().getFirst().seen()).isEqualTo("it <burns>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTML | <b>it | Can't find end tag corresponding to start tag \"b\"",
                "HTML | <div>it</div> | Unsupported start tag \"div\"",
                "HTML | a < b | Unsupported start tag",
                "HTML | it</b> | Unexpected end tag",
                "MarkdownV2 | 1.5 | Character '.' is reserved",
                "Markdown | *it | Can't find end of the entity",
                "Word | it | unsupported parse_mode",
                "HTML | <b></b> | message text is empty",
            })
    void whatCannotBeReadIsRefused(String mode, String text, String why) throws IOException {
        assertThat(refused(body().put("text", text).put("parse_mode", mode))).contains(why);
    }

    @Test
    void whatTheRealOneRefusesIsRefused() throws IOException {
        assertThat(refused(body().put("text", "x".repeat(4097)))).contains("message is too long");
        assertThat(refused(body())).contains("message text is empty");
        assertThat(refused(new JsonObject().put("text", "x"))).contains("chat_id is empty");
        assertThat(refused(body().put("text", "x").put("chat_id", 1))).contains("chat not found");
        assertThat(refused(body().put("text", "x").put("reply_parameters", new JsonObject().put("message_id", 1))))
                .contains("message to be replied not found");
        assertThat(Client.post(telegram.apiUrl() + "/bot1:x/sendMessage", "{}").statusCode())
                .isEqualTo(401);
        assertThat(telegram.messages()).isEmpty();
    }

    @Test
    void aGroupThatMovedSaysWhereTo() throws IOException {
        telegram.moveTo(-5);

        assertThat(refused(body().put("text", "x"))).contains("\"migrate_to_chat_id\":-5");
    }

    private static JsonObject body() {
        return new JsonObject().put("chat_id", FakeTelegram.CHAT);
    }

    private String refused(JsonObject body) throws IOException {
        HttpResponse<String> answer = send(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body().replace("\\\"", "\"");
    }

    private HttpResponse<String> send(JsonObject body) throws IOException {
        return Client.post(telegram.apiUrl() + "/bot" + FakeTelegram.TOKEN + "/sendMessage", body.encode());
    }
}
