package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.HttpAccess.OAuth2;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.testkit.FakeOAuth;
import io.tocsin.testkit.FakeWebhook;
import io.tocsin.testkit.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, tokens and redirects. */
class HttpAccessTest {
    private final Vertx vertx = Vertx.vertx();
    private final ChannelSettings settings = ChannelSettings.defaults("");
    private final HttpPost http = new HttpPost(vertx, settings);
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();

    @AfterEach
    void stop() {
        http.close().await();
        vertx.close().await();
    }

    @Test
    void headersOfTheAccessAreSentButNotOverTheLoginOfTheChannel() {
        HttpAccess access =
                HttpAccess.withHeaders(Map.of("authorization", new Secret("Basic YTpi"), "X-Team", new Secret("ops")));

        post(access, Map.of());
        post(access, Map.of("Authorization", "Bearer own", "x-team", "own"));

        assertThat(webhook.calls().get(0).headers())
                .containsEntry("authorization", "Basic YTpi")
                .containsEntry("x-team", "ops");
        assertThat(webhook.calls().get(1).headers())
                .containsEntry("authorization", "Bearer own")
                .containsEntry("x-team", "ops");
    }

    @Test
    void aTokenIsFetchedOnceForManyRequests() {
        FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
        HttpAccess access = access(oauth.tokenUrl(), FakeOAuth.SECRET, List.of("alerts", "read"));

        Future.all(IntStream.range(0, 5)
                        .mapToObj(i -> http.json(webhook.url(), access, Map.of(), new JsonObject()))
                        .toList())
                .await();

        assertThat(oauth.messages()).hasSize(1);
        assertThat(oauth.messages().getFirst().parameters())
                .isEqualTo(Map.of("scope", "alerts read", "audience", "hooks"));
        assertThat(webhook.calls())
                .hasSize(5)
                .allMatch(call ->
                        "Bearer token-1-of-the-fake".equals(call.headers().get("authorization")));
    }

    @Test
    void aTokenThatIsNotTakenIsFetchedAgainOnce() {
        FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
        HttpAccess access = access(oauth.tokenUrl(), FakeOAuth.SECRET, List.of());
        post(access, Map.of());
        webhook.failNext(Fault.answer(401, "token-1-of-the-fake has ended"));

        assertThat(status(post(access, Map.of()))).isEqualTo(200);

        assertThat(webhook.calls().getLast().headers()).containsEntry("authorization", "Bearer token-2-of-the-fake");

        webhook.failNext(Fault.answer(401, "no"), Fault.answer(401, "not token-3-of-the-fake either"));
        assertThat(post(access, Map.of())).isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(401);
            assertThat(answered.body()).isEqualTo("not **** either");
        });
    }

    @Test
    void aTokenThatSoonEndsIsReplaced() {
        FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
        oauth.expireIn(1);
        HttpAccess access = access(oauth.tokenUrl(), FakeOAuth.SECRET, List.of());
        MovableClock clock = new MovableClock();
        HttpPost own = new HttpPost(
                vertx,
                new ChannelSettings(
                        settings.connectTimeout(), settings.answerTimeout(), "t", "", settings.zone(), clock));

        own.json(webhook.url(), access, Map.of(), new JsonObject()).await();
        own.json(webhook.url(), access, Map.of(), new JsonObject()).await();
        clock.forward(Duration.ofMillis(800));
        own.json(webhook.url(), access, Map.of(), new JsonObject()).await();

        assertThat(oauth.messages()).hasSize(2);
    }

    @Test
    void aServerThatWantsTheSecretInTheBodyGetsItThere() {
        FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
        oauth.takeSecretInBodyOnly();
        oauth.expireIn(0);

        post(access(oauth.tokenUrl(), FakeOAuth.SECRET, List.of()), Map.of());

        assertThat(webhook.calls()).hasSize(1);
    }

    @Test
    void aClientThatIsRefusedWillNeverGetIn() {
        FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();

        assertThat(post(access(oauth.tokenUrl(), "wrong", List.of()), Map.of()))
                .isEqualTo(new Answer.Impossible("no token: the token server says invalid_client"));
        assertThat(post(access(oauth.tokenUrl(), FakeOAuth.SECRET, List.of("forbidden")), Map.of()))
                .isEqualTo(new Answer.Impossible("no token: the token server says invalid_scope"));
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void aTokenServerInTroubleMeansThatNothingWasSent() {
        FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
        HttpAccess access = access(oauth.tokenUrl(), FakeOAuth.SECRET, List.of());
        oauth.failNext(
                Fault.serverError(), Fault.resetAfterBody(), Fault.html(), Fault.answer(429, "{\"error\":\"slow\"}"));

        for (int i = 0; i < 4; i++) {
            assertThat(post(access, Map.of())).isInstanceOf(Answer.NotSent.class);
        }
        assertThat(post(access("http://127.0.0.1:1/token", "s", List.of()), Map.of()))
                .isInstanceOf(Answer.NotSent.class);
        assertThat(status(post(access, Map.of()))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void aRedirectThatKeepsTheBodyIsFollowed(int status) {
        webhook.failNext(redirect(status, "/hook?moved"));

        assertThat(status(post(HttpAccess.withHeaders(Map.of("X-Key", new Secret("k"))), Map.of())))
                .isEqualTo(200);
        assertThat(webhook.calls().getFirst().body()).isEqualTo(new JsonObject().put("a", 1));
        assertThat(webhook.calls().getFirst().headers()).containsEntry("x-key", "k");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void aRedirectThatLosesTheBodyIsNotFollowed(int status) {
        webhook.failNext(redirect(status, webhook.url()));

        assertThat(status(post(HttpAccess.DIRECT, Map.of()))).isEqualTo(status);
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void noRedirectIsFollowedWhereTheAccessSaysSo() {
        webhook.failNext(redirect(307, webhook.url()));
        HttpAccess access = new HttpAccess(Map.of(), null, Tls.DEFAULT, "", "", false, Map.of(), false, true);

        assertThat(status(post(access, Map.of()))).isEqualTo(307);
    }

    @Test
    void anotherHostGetsTheBodyButNoHeaderOfOurs() {
        FakeWebhook other = FakeWebhook.start(vertx, 0).await();
        webhook.failNext(redirect(307, other.url()));

        post(
                HttpAccess.withHeaders(Map.of("X-Key", new Secret("k"))),
                Map.of("Authorization", "Bearer t", "Cookie", "c=1"));

        assertThat(other.calls().getFirst().body()).isEqualTo(new JsonObject().put("a", 1));
        assertThat(other.calls().getFirst().headers())
                .containsEntry("content-type", "application/json; charset=utf-8")
                .doesNotContainKeys("authorization", "cookie", "x-key");
    }

    @Test
    void anotherHostGetsNoBodyThatHoldsACredential() {
        FakeWebhook other = FakeWebhook.start(vertx, 0).await();
        webhook.failNext(redirect(307, other.url()));

        Answer answer = http.send(
                        HttpCall.json(webhook.url(), Map.of(), new JsonObject()).guarded(), HttpAccess.DIRECT)
                .await();

        assertThat(status(answer)).isEqualTo(307);
        assertThat(other.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org/", "javascript:1", "http://[", ""})
    void aRedirectToNowhereIsAnAnswerLikeAnyOther(String location) {
        webhook.failNext(redirect(307, location));

        assertThat(post(HttpAccess.DIRECT, Map.of())).isInstanceOf(Answered.class);
    }

    @Test
    void redirectsInACircleEnd() {
        for (int i = 0; i < 20; i++) webhook.failNext(redirect(308, webhook.url()));

        assertThat(status(post(HttpAccess.DIRECT, Map.of()))).isEqualTo(308);
    }

    private static Fault redirect(int status, String location) {
        return new Fault.Answer(status, Map.of("Location", location), "");
    }

    private static HttpAccess access(String tokenUrl, String secret, List<String> scopes) {
        OAuth2 client = new OAuth2(
                FakeOAuth.CLIENT, new Secret(secret), tokenUrl, scopes, Map.of("audience", "hooks"), HttpAccess.DIRECT);
        return new HttpAccess(Map.of(), client, Tls.DEFAULT, "", "", false, Map.of(), true, true);
    }

    private Answer post(HttpAccess access, Map<String, String> headers) {
        return http.json(webhook.url(), access, headers, new JsonObject().put("a", 1))
                .await();
    }

    private static int status(Answer answer) {
        assertThat(answer).isInstanceOf(Answered.class);
        return ((Answered) answer).status();
    }
}
