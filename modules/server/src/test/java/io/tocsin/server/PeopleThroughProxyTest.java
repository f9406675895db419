package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.ChannelSettings;
import io.tocsin.notify.Channels;
import io.tocsin.notify.Form;
import io.tocsin.notify.Wording;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeProxy;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeTwilio;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People are reached as receivers are: through the proxy of the http_config under global. */
class PeopleThroughProxyTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final FakeProxy proxy = FakeProxy.start(vertx, 0).await();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();
    private final FakePagerDuty pagerduty = FakePagerDuty.start(vertx, 0).await();
    private final FakeTwilio twilio = FakeTwilio.start(vertx, 0).await();
    private final Channels channels = Channels.open(vertx, ChannelSettings.defaults("http://tocsin.test"));

    @AfterEach
    void close() {
        channels.close();
        vertx.close().await();
    }

    private AddressBook book(String slackWay, String http) throws IOException {
        Files.writeString(folder.resolve("routing.yml"), """
                global: {%s, pagerduty_url: '%s', http_config: {%s}}
                route: {receiver: nobody}
                receivers: [{name: nobody}]
                """.formatted(slackWay, pagerduty.url(), http));
        Files.writeString(
                folder.resolve("oncall.yml"),
                "users: {anna: {contact_methods: {slack: U0ANNA, pagerduty: R0123456789ABCDEF0123456789ABCDE, sms: '+4915123456789'}}}\n");
        Files.writeString(folder.resolve("tocsin.yml"), """
                twilio: {account_sid: AC00000000000000000000000000000001, auth_token: 0123456789abcdef0123456789abcdef, from: '+15550100', api_url: '%s'}
                """.formatted(twilio.apiUrl()));
        return new AddressBook(ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null));
    }

    private String byApp() {
        return "slack_app_token: " + FakeSlack.TOKEN + ", slack_app_url: '" + slack.apiUrl() + "'";
    }

    private Outcome send(AddressBook book, String method) {
        Destination to = book.resolve("person/anna/" + method).orElseThrow();
        AlertLab lab = new AlertLab();
        lab.fires("BruteForce");
        lab.pass(java.time.Duration.ofSeconds(11));
        Notice page = lab.pages().getFirst().notice();
        Notice notice = new Notice(page.id(), page.kind(), "anna", page.receiver(), to, page.briefing(), "");
        return channels.send(notice, new Wording(Form.EMPTY, "", Map.of())).await();
    }

    @Test
    void directMessagesPagesAndTextsGoThroughIt() throws IOException {
        AddressBook book = book(byApp(), "proxy_url: '" + proxy.url() + "'");

        for (String method : new String[] {"slack", "pagerduty", "sms"}) {
            int before = proxy.passages().size();
            assertThat(send(book, method)).as(method).isInstanceOf(Outcome.Delivered.class);
            assertThat(proxy.passages().size()).as(method).isGreaterThan(before);
        }
    }

    @Test
    void aWebhookOfSlackDoesToo() throws IOException {
        AddressBook book = book("slack_api_url: '" + slack.webhookUrl() + "'", "proxy_url: '" + proxy.url() + "'");

        assertThat(send(book, "slack")).isInstanceOf(Outcome.Delivered.class);
        assertThat(proxy.passages()).isNotEmpty();
    }

    @Test
    void aProxyThatIsDownIsAFailureAndNoWayAround() throws IOException {
        AddressBook book = book(byApp(), "proxy_url: 'http://127.0.0.1:1'");

        assertThat(send(book, "slack")).isInstanceOf(Outcome.Retry.class);
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void theEnvironmentMaySayWhichProxyAndALoginOfOthersIsNotUsed() throws IOException {
        AddressBook book = book(
                "slack_api_url: '" + slack.webhookUrl() + "'",
                "proxy_from_environment: true, authorization: {credentials: geheim}");

        assertThat(access(book, "pagerduty"))
                .map(HttpAccess::proxyFromEnvironment)
                .contains(true);
        assertThat(access(book, "pagerduty")).map(HttpAccess::headers).contains(Map.of());
        assertThat(access(book, "sms")).map(HttpAccess::headers).contains(Map.of());
        assertThat(access(book, "slack")).map(HttpAccess::proxyFromEnvironment).contains(true);
    }

    @Test
    void withoutOneTheyAreReachedDirectly() throws IOException {
        AddressBook book = book(byApp(), "follow_redirects: true");

        assertThat(send(book, "slack")).isInstanceOf(Outcome.Delivered.class);
        assertThat(proxy.passages()).isEmpty();
    }

    private static Optional<HttpAccess> access(AddressBook book, String method) {
        return book.resolve("person/anna/" + method).map(Destination::access);
    }
}
