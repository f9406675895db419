package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.HttpAccess;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakePagerDutyWebhook;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeSlackApp;
import io.tocsin.testkit.FakeTwilio;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server, told by fakes that speak the real protocols what people answer. */
class WaysBackTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ANNA = "+4915123456789";
    private static final String SECRET = "pagerduty-webhook-secret";
    private static final String PUBLIC = "https://tocsin.example.org";

    private final Vertx vertx = Vertx.vertx();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();
    private final FakeSlackApp app = FakeSlackApp.start(vertx, 0).await();
    private final FakePagerDuty pagerDuty = FakePagerDuty.start(vertx, 0).await();
    private final FakeTwilio twilio = FakeTwilio.start(vertx, 0).await();
    private final HttpClient http = HttpClient.newHttpClient();
    private Tocsin server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(config.resolve("tocsin.yml"), """
                listen: 127.0.0.1:0
                external_url: %s
                slack: {signing_secret: %s, app_token: %s, api_url: '%s'}
                pagerduty: {webhook_secret: %s}
                twilio: {account_sid: %s, auth_token: %s, from: '%s', callbacks: true, api_url: '%s'}
                """.formatted(
                        PUBLIC,
                        FakeSlackApp.SIGNING_SECRET,
                        FakeSlackApp.APP_TOKEN,
                        app.apiUrl(),
                        SECRET,
                        FakeTwilio.ACCOUNT,
                        FakeTwilio.AUTH_TOKEN,
                        FakeTwilio.FROM,
                        twilio.apiUrl()));
        Files.writeString(
                config.resolve("routing.yml"), """
                global: {slack_app_url: '%s', slack_app_token: %s, pagerduty_url: '%s/v2/enqueue'}
                route: {receiver: oncall, group_by: [alertname], group_wait: 0s}
                receivers: [{name: oncall}]
                """.formatted(slack.apiUrl(), FakeSlack.TOKEN, pagerDuty.url()));
        Files.writeString(config.resolve("oncall.yml"), """
                users:
                  anna: {contact_methods: {slack: U0ANNA, sms: '%s', pagerduty: 0123456789abcdef0123456789abcdef}}
                escalation_policies:
                  default: {levels: [{after: 0m, notify: [{user: anna}]}], fallback: [{user: anna}]}
                receivers: {oncall: default}
                """.formatted(ANNA));
        server = Tocsin.start(
                new StartOptions(config, folder.resolve("rules"), folder.resolve("data"), 0, Map.of(), System::getenv));
    }

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(10));
        vertx.close().await();
        http.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private String fetch(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void fires(String rule) {
        fetch(to("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "[{\"labels\":{\"alertname\":\"" + rule + "\",\"severity\":\"critical\"}}]")));
    }

    private JsonObject incident() {
        return new JsonObject(fetch(to("/api/v1/incidents?state=all").GET()))
                .getJsonArray("incidents")
                .getJsonObject(0);
    }

    private FakeSlack.Message page() throws Exception {
        return slack.next(message -> message.blocks().contains("tocsin-acknowledge"), PATIENCE)
                .get();
    }

    private FakeSlack.Message updated() throws Exception {
        return slack.next(message -> !message.updatedText().isEmpty(), PATIENCE).get();
    }

    @Test
    void aButtonPressedInSlackAcknowledgesThroughTheSocketAndTheMessageChanges() throws Exception {
        fires("Down");
        FakeSlack.Message page = page();

        app.envelope(app.press(page, "tocsin-acknowledge", "U0ANNA", "anna.adler"))
                .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(app.next(reply -> true, PATIENCE).get().text()).isEqualTo("Down is yours, anna.");
        assertThat(incident().getString("acknowledged_by")).isEqualTo("anna");
        FakeSlack.Message after = updated();
        assertThat(after.updatedBlocks()).contains("ACKNOWLEDGED", "tocsin-resolve");
        assertThatThrownBy(() -> app.press(after, "tocsin-acknowledge", "U0ANNA", "anna.adler"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSignedRequestActsOnceAndAForgedOneNever() throws Exception {
        fires("Down");
        JsonObject press = app.press(page(), "tocsin-resolve", "U0ZOE", "zoe");
        String url = server.url() + "/callbacks/slack";

        assertThat(app.request(url, press, Instant.now().minusSeconds(301)).await())
                .isEqualTo(403);
        assertThat(incident().getString("state")).isEqualTo("triggered");

        Instant now = Instant.now();
        assertThat(app.request(url, press, now).await()).isEqualTo(200);
        assertThat(app.request(url, press, now).await()).isEqualTo(200);
        assertThat(app.next(reply -> true, PATIENCE).get().text()).isEqualTo("Down is resolved.");
        assertThat(incident().getString("resolved_by")).isEqualTo("zoe on Slack");
        assertThat(app.messages()).hasSize(1);
    }

    @Test
    void whatPagerDutySaysHappensHereAndDoesNotGoInACircle() throws Exception {
        fires("Down");
        FakePagerDuty.Event opened = pagerDuty
                .next(event -> event.action().equals("trigger"), PATIENCE)
                .get();
        String url = server.url() + "/callbacks/pagerduty";
        FakePagerDutyWebhook theirs =
                new FakePagerDutyWebhook("w1", "incident.acknowledged", opened.dedupKey(), "Bob Brandt", Instant.now());

        assertThat(theirs.send(vertx, url, "wrong").await()).isEqualTo(403);
        assertThat(theirs.send(vertx, url, "old", SECRET).await()).isEqualTo(200);
        assertThat(incident().getString("acknowledged_by")).isEqualTo("Bob Brandt on PagerDuty");

        pagerDuty.next(event -> event.action().equals("acknowledge"), PATIENCE).get();
        FakePagerDutyWebhook echo =
                new FakePagerDutyWebhook("w2", "incident.acknowledged", opened.dedupKey(), null, Instant.now());
        assertThat(echo.send(vertx, url, SECRET).await()).isEqualTo(200);
        assertThat(fetch(to("/api/v1/incidents/" + incident().getString("id")).GET()))
                .doesNotContain("acknowledged too");
    }

    @Test
    void aTextMessageIsAnsweredByText() throws Exception {
        fires("Down");
        FakeTwilio.Sms sms =
                twilio.next(message -> message.to().equals(ANNA), PATIENCE).get();
        assertThat(sms.body()).contains("Down", "Reply a ");
        assertThat(sms.statusCallback()).startsWith(PUBLIC + "/callbacks/twilio?notice=");

        // What Twilio signs is the public address; here it comes by another way.
        String reply = twilio.write(PUBLIC + "/callbacks/twilio", server.url() + "/callbacks/twilio", ANNA, "ack")
                .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(reply).isEqualTo("It is yours: Down");
        assertThat(incident().getString("acknowledged_by")).isEqualTo("anna");
        assertThat(twilio.status(sms, server.url(), "delivered", "").await()).isEqualTo(200);
    }

    @Test
    void nobodyIsHeardWithoutAProof() throws Exception {
        fires("Down");
        page();

        for (String path : new String[] {"slack", "pagerduty", "twilio"}) {
            HttpRequest.Builder request = to("/callbacks/" + path)
                    .POST(HttpRequest.BodyPublishers.ofString("payload=%7B%7D&From=" + ANNA + "&Body=a"));
            assertThat(fetch(request)).contains("the signature is missing, wrong or too old");
        }
        assertThat(incident().getString("state")).isEqualTo("triggered");
    }

    /** Signed, so that each is looked at; about nothing, so that each is new. */
    @Test
    void aFloodOfCallbacksIsRefusedInPartAndStarvesNoPage() throws Exception {
        CompletableFuture<FakeSlack.Message> page =
                slack.next(message -> message.blocks().contains("tocsin-acknowledge"), PATIENCE);
        List<Integer> statuses = new ArrayList<>();
        for (int wave = 1; wave <= 8 || !page.isDone(); wave++) {
            statuses.addAll(flood(wave));
            if (wave == 3) fires("Down");
        }

        app.envelope(app.press(page.get(), "tocsin-acknowledge", "U0ANNA", "anna.adler"))
                .await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(app.next(reply -> true, PATIENCE).get().text()).isEqualTo("Down is yours, anna.");
        assertThat(statuses).allSatisfy(status -> assertThat(status).isIn(200, 503));
    }

    /** As many connections at once as a loop takes twice. */
    private List<Integer> flood(int wave) throws Exception {
        List<CompletableFuture<Integer>> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = wave + "-" + i;
            String body = new JsonObject()
                    .put("event", new JsonObject().put("id", id).put("event_type", "incident.acknowledged"))
                    .encode();
            HttpRequest request = to("/callbacks/pagerduty")
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("X-Webhook-Id", id)
                    .header("X-PagerDuty-Signature", "v1=" + hmac(body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            asked.add(http.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private static String hmac(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theSocketTakesTheWayOfTheFirstReceiverThatPostsByTheApp(@TempDir Path folder) throws IOException {
        HttpAccess way = way(folder, """
                global: {slack_app_token: xoxb-1, http_config: {proxy_url: 'http://other.example.org:3128'}}
                route: {receiver: oncall}
                receivers:
                  - name: oncall
                    slack_configs:
                      - channel: '#ops'
                        http_config: {proxy_url: 'http://proxy.example.org:3128'}
                """);

        assertThat(way.proxyUrl()).isEqualTo("http://proxy.example.org:3128");
    }

    @Test
    void whereNoReceiverDoesTheSocketGoesAsPeopleAreReached(@TempDir Path folder) throws IOException {
        HttpAccess way = way(folder, """
                global:
                  http_config: {proxy_url: 'http://proxy.example.org:3128', authorization: {credentials: secret}}
                route: {receiver: oncall}
                receivers: [{name: oncall}]
                """);

        assertThat(way.proxyUrl()).isEqualTo("http://proxy.example.org:3128");
        assertThat(way.headers()).isEmpty();
    }

    @Test
    void whereNothingIsSaidTheSocketGoesAsTheEnvironmentSays() {
        assertThat(WaysBack.way(AlertLab.load("lab").routing()).proxyFromEnvironment())
                .isTrue();
    }

    private static HttpAccess way(Path folder, String routing) throws IOException {
        Files.writeString(folder.resolve("routing.yml"), routing);
        return WaysBack.way(ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null)
                .routing());
    }
}
