package io.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Discord, Teams and Mattermost: what they take, and what they refuse in the words of the real ones. */
class FakeChatsTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeDiscord discord = FakeDiscord.start(vertx, 0).await();
    private final FakeTeams teams = FakeTeams.start(vertx, 0).await();
    private final FakeMattermost mattermost = FakeMattermost.start(vertx, 0).await();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void discordConfirmsOnlyWhenAskedToWait() throws IOException {
        assertThat(Client.post(discord.webhookUrl(), "{\"content\":\"a\"}").statusCode())
                .isEqualTo(204);
        assertThat(Client.post(discord.webhookUrl() + "?wait=true", "{\"content\":\"b\"}")
                        .body())
                .contains("\"id\"");
        assertThat(discord.messages()).hasSize(2);
    }

    @Test
    void discordRefusesWhatIsTooLongEmptyOrOdd() throws IOException {
        assertThat(discord("{}")).contains("50006");
        assertThat(discord("{\"content\":\" \",\"embeds\":[{\"color\":1}]}")).contains("50006");
        assertThat(discord(new JsonObject().put("content", "x".repeat(2001)).encode()))
                .contains("50035", "content");
        assertThat(discord(embed("title", 257))).contains("50035", "title");
        assertThat(discord(embed("description", 4097))).contains("50035", "description");
        assertThat(discord("{\"content\":\"x\",\"username\":\"My Discord\"}")).contains("50035", "username");
        assertThat(discord("no json")).contains("50109");
        assertThat(Client.post(discord.webhookUrl() + "x", "{}").body()).contains("50027");
        assertThat(Client.post(discord.webhookUrl().replace("webhooks/1", "webhooks/2"), "{}")
                        .body())
                .contains("10015");
        assertThat(discord.messages()).isEmpty();
    }

    @Test
    void teamsTakesACard() throws IOException {
        HttpResponse<String> answer =
                Client.post(teams.webhookUrl(), card("it burns").encode());

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(teams.messages().getFirst().text()).isEqualTo("it burns\n");
    }

    @Test
    void teamsRefusesWhatIsNoCardTooBigOrUnsigned() throws IOException {
        assertThat(Client.post(teams.webhookUrl(), "{\"text\":\"it burns\"}").statusCode())
                .isEqualTo(400);
        assertThat(Client.post(teams.webhookUrl(), card("x".repeat(28 * 1024)).encode())
                        .statusCode())
                .isEqualTo(413);
        assertThat(Client.post(
                                teams.webhookUrl().replace("sig=", "sig=x"),
                                card("x").encode())
                        .statusCode())
                .isEqualTo(401);
        assertThat(Client.post(teams.webhookUrl().replace("/workflows/", "/w/"), "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(teams.messages()).isEmpty();
    }

    @Test
    void mattermostMakesSeveralPostsOfALongText() throws IOException {
        String text = "x".repeat(40_000);

        assertThat(mattermost(new JsonObject().put("text", text)).body()).isEqualTo("ok");

        assertThat(mattermost.messages()).hasSize(3);
    }

    @Test
    void mattermostRefusesWhatIsEmptyNowhereOrNoPriority() throws IOException {
        assertThat(mattermost(new JsonObject()).body()).contains("No text specified.");
        assertThat(mattermost(text().put("channel", "nowhere")).statusCode()).isEqualTo(404);
        assertThat(mattermost(text().put("priority", new JsonObject().put("priority", "p1")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Client.post(mattermost.webhookUrl() + "x", "{}").body()).contains("Invalid webhook.");
        assertThat(mattermost.messages()).isEmpty();
    }

    private static JsonObject text() {
        return new JsonObject().put("text", "x");
    }

    private HttpResponse<String> mattermost(JsonObject body) throws IOException {
        return Client.post(mattermost.webhookUrl(), body.encode());
    }

    private String discord(String body) throws IOException {
        HttpResponse<String> answer = Client.post(discord.webhookUrl(), body);
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body();
    }

    private static String embed(String field, int length) {
        JsonObject embed = new JsonObject().put(field, "x".repeat(length));
        return new JsonObject().put("embeds", new JsonArray().add(embed)).encode();
    }

    private static JsonObject card(String text) {
        JsonObject block = new JsonObject().put("type", "TextBlock").put("text", text);
        JsonObject card = new JsonObject()
                .put("type", "AdaptiveCard")
                .put("version", "1.2")
                .put("body", new JsonArray().add(block));
        JsonObject attachment = new JsonObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .put("content", card);
        return new JsonObject().put("type", "message").put("attachments", new JsonArray().add(attachment));
    }
}
