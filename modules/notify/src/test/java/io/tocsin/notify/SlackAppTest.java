package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeProxy;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeSlackApp;
import io.tocsin.testkit.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackAppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();
    private final FakeSlackApp fake = FakeSlackApp.start(vertx, 0).await();
    private final List<JsonObject> pressed = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();
    private final SlackApp.Listener listener = new SlackApp.Listener() {
        @Override
        public void pressed(JsonObject payload) {
            pressed.add(payload);
        }

        @Override
        public void connected(boolean connected, String detail) {
            states.add(connected ? "connected" : detail);
        }
    };
    private final SlackApp app = app(Duration.ofSeconds(30));

    private SlackApp app(Duration answer) {
        ChannelSettings settings =
                ChannelSettings.defaults("https://tocsin.example.org").timeouts(Duration.ofSeconds(5), answer);
        return new SlackApp(vertx, settings, () -> 0, listener);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private void listen(SlackApp which, String token) {
        vertx.runOnContext(on -> which.listen(fake.apiUrl(), new Secret(token), HttpAccess.DIRECT));
    }

    private void connect() {
        listen(app, FakeSlackApp.APP_TOKEN);
        await().atMost(PATIENCE).until(() -> states.contains("connected"));
    }

    private JsonObject press(String verb) {
        Briefing plain = Samples.briefing(Samples.alerts(1));
        Destination to = new Destination.SlackChannel(slack.apiUrl(), new Secret(FakeSlack.TOKEN), "#ops");
        Notice notice =
                Samples.notice(Notice.Kind.PAGE, to, plain.linking(plain.links().answering("inc-1/2")), "");
        Channels channels = Channels.open(vertx, ChannelSettings.defaults(""));
        assertThat(channels.send(notice, Wording.OURS).await()).isInstanceOf(Outcome.Delivered.class);
        return fake.press(slack.messages().getLast(), "tocsin-" + verb, "U0ANNA", "anna");
    }

    @Test
    void aPressComesThroughTheSocketAndIsAcknowledged() {
        connect();

        Future<Void> acknowledged = fake.envelope(press("acknowledge"));

        await().atMost(PATIENCE).until(acknowledged::succeeded);
        await().atMost(PATIENCE).until(() -> !pressed.isEmpty());
        assertThat(pressed.getFirst().getJsonArray("actions").getJsonObject(0).getString("value"))
                .isEqualTo("inc-1/2");
    }

    @Test
    void whenSlackAnnouncesTheEndTheNextSocketStandsBeforeTheOldOneGoes() {
        connect();

        fake.announceEnd();

        await().atMost(PATIENCE).until(() -> fake.connected() == 2);
        fake.drop();
        fake.envelope(press("resolve"));
        await().atMost(PATIENCE).until(() -> pressed.size() == 1);
        assertThat(fake.opened()).isEqualTo(2);
    }

    @Test
    void aPressDuringAGapArrivesOnTheNextSocket() {
        connect();
        JsonObject press = press("acknowledge");
        fake.drop();
        await().atMost(PATIENCE).until(() -> fake.connected() == 0 || fake.opened() > 1);

        fake.envelope(press);

        await().atMost(PATIENCE).until(() -> !pressed.isEmpty());
        assertThat(states).contains("the connection ended");
    }

    @Test
    void aRefusedTokenIsToldAndTriedAgain() {
        listen(app, "xapp-wrong");

        await().atMost(PATIENCE).until(() -> states.size() >= 2);
        assertThat(states).allMatch(state -> state.equals("apps.connections.open: invalid_auth"));
    }

    @Test
    void whatSlackCannotDoNowIsTriedAgain() {
        fake.failNext(Fault.serverError(), Fault.html(), Fault.tooMany("0"), Fault.resetBeforeBody());

        connect();

        assertThat(states).hasSize(5).endsWith("connected");
        assertThat(states.toString()).doesNotContain(FakeSlackApp.APP_TOKEN);
    }

    @Test
    void anotherTokenClosesTheSocketOfTheFirstAndNoneClosesAll() {
        connect();
        listen(app, "xapp-wrong");
        await().atMost(PATIENCE).until(() -> fake.connected() == 0);

        listen(app, FakeSlackApp.APP_TOKEN);
        await().atMost(PATIENCE).until(() -> fake.connected() == 1);

        listen(app, "");
        await().atMost(PATIENCE).until(() -> fake.connected() == 0);
    }

    @Test
    void aSocketThatSaysNothingIsReplaced() {
        fake.mute();
        listen(app(Duration.ofMillis(200)), FakeSlackApp.APP_TOKEN);

        await().atMost(PATIENCE).until(() -> states.stream().anyMatch(state -> state.startsWith("nothing was heard")));
        await().atMost(PATIENCE).until(() -> fake.opened() > 1);
    }

    @Test
    void whoPressedIsToldAndNobodyElse() {
        String address = press("acknowledge").getString("response_url");

        Outcome outcome = app.tell(address, "It is <yours>.").await();

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(fake.messages().getFirst().body())
                .isEqualTo(new JsonObject()
                        .put("response_type", "ephemeral")
                        .put("replace_original", false)
                        .put("text", "It is &lt;yours&gt;."));
    }

    @Test
    void theSocketAndWhatIsAskedForItGoThroughTheProxy() throws Exception {
        FakeProxy proxy = FakeProxy.start(vertx, 0).await();
        HttpAccess way = new HttpAccess(
                Map.of("Authorization", new Secret("Bearer of-the-receiver")),
                null,
                HttpAccess.Tls.DEFAULT,
                proxy.url(),
                "",
                false,
                Map.of(),
                true,
                false);

        vertx.runOnContext(on -> app.listen(fake.apiUrl(), new Secret(FakeSlackApp.APP_TOKEN), way));
        await().atMost(PATIENCE).until(() -> states.contains("connected"));

        assertThat(proxy.passages()).hasSize(2);
        assertThat(proxy.passages().getLast().method()).isEqualTo("CONNECT");
        Future<Void> acknowledged = fake.envelope(press("acknowledge"));
        await().atMost(PATIENCE).until(acknowledged::succeeded);
        assertThat(pressed).hasSize(1);
        assertThat(app.tell(pressed.getFirst().getString("response_url"), "done")
                        .await())
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(proxy.passages()).hasSize(3);
    }

    @Test
    void withoutItsProxyThereIsNoSocketAndItSaysWhy() {
        FakeProxy proxy = FakeProxy.start(vertx, 0).await();
        HttpAccess way =
                new HttpAccess(Map.of(), null, HttpAccess.Tls.DEFAULT, proxy.url(), "", false, Map.of(), true, false);
        proxy.close().await();

        vertx.runOnContext(on -> app.listen(fake.apiUrl(), new Secret(FakeSlackApp.APP_TOKEN), way));

        await().atMost(PATIENCE).until(() -> states.stream().anyMatch(state -> state.contains("proxy")));
        assertThat(fake.connected()).isZero();
    }
}
