package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of a receiver's host stops resolving for a while. Only names: what is reached by address goes on. */
class DnsGoneStory {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOST = "slack.tocsin.test";

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final FakeSmtp mail = FakeSmtp.start(vertx, 0).await();
    private final FakeSlack slack = FakeSlack.start(vertx, 0).await();

    @BeforeEach
    void write() throws IOException {
        ChildHome.write(home);
        Files.writeString(home.resolve("config/routing.yml"), """
                global:
                  slack_app_token: %s
                  slack_app_url: http://%s:%d/api/chat.postMessage
                  smtp_smarthost: 127.0.0.1:%d
                  smtp_from: tocsin@example.org
                  smtp_require_tls: false
                route: {receiver: oncall, group_by: [alertname], group_wait: 0s, group_interval: 1m}
                receivers:
                  - name: oncall
                    slack_configs: [{channel: '#ops'}]
                """.formatted(
                        FakeSlack.TOKEN, HOST, URI.create(slack.apiUrl()).getPort(), mail.port()));
        Files.writeString(home.resolve("config/oncall.yml"), """
                users:
                  anna:
                    contact_methods: {slack: U0ANNA, email: anna@example.org}
                    notification_rules: {high: [{via: slack}, {via: email, after: 1h}]}
                escalation_policies:
                  default: {levels: [{after: 0s, notify: [{user: anna}]}], fallback: [{user: anna}]}
                receivers: {oncall: default}
                """);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** What the machine's resolver knows from now on; a virtual machine that is told so asks it each time. */
    private void resolves(boolean known) throws IOException {
        String hosts = "127.0.0.1 localhost\n" + (known ? "127.0.0.1 " + HOST + "\n" : "");
        Path fresh = Files.writeString(home.resolve("hosts.new"), hosts);
        Files.move(fresh, home.resolve("hosts"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Child up() {
        return Child.up(
                home,
                "-Dvertx.disableDnsResolver=true",
                "-Djdk.net.hosts.file=" + home.resolve("hosts"),
                "-Dsun.net.inetaddr.ttl=0",
                "-Dsun.net.inetaddr.negative.ttl=0");
    }

    private static void fires(Child server, String name) {
        String alert = "[{\"labels\": {\"alertname\": \"" + name + "\", \"severity\": \"critical\"}}]";
        assertThat(server.postJson("/api/v2/alerts", alert)).isEqualTo(200);
    }

    private List<FakeSlack.Message> messages(String channel, String about) {
        return slack.messages().stream()
                .filter(message ->
                        message.channel().equals(channel) && message.text().contains(about))
                .toList();
    }

    private List<ReceivedMail> mails(String about) {
        return mail.messages().stream()
                .filter(message -> message.subject().contains(about))
                .toList();
    }

    @Test
    void thePageTakesTheOtherWayAtOnceAndTheMissingMessagesComeOnceEach() throws IOException {
        resolves(true);
        try (Child server = up()) {
            fires(server, "Before");
            await().atMost(PATIENCE)
                    .until(() -> messages("D0ANNA", "Before").size() == 1
                            && messages("COPS", "Before").size() == 1);

            resolves(false);
            // A connection that still stands needs no name.
            await().atMost(PATIENCE).until(() -> slack.connections() == 0);
            fires(server, "During");
            await().atMost(Duration.ofSeconds(20)).until(() -> mails("During").size() == 1);
            assertThat(messages("D0ANNA", "During")).isEmpty();
            assertThat(messages("COPS", "During")).isEmpty();

            resolves(true);
            await().atMost(PATIENCE)
                    .until(() -> !messages("D0ANNA", "During").isEmpty()
                            && !messages("COPS", "During").isEmpty());
            fires(server, "After");
            await().atMost(PATIENCE).until(() -> !messages("D0ANNA", "After").isEmpty());

            assertThat(messages("D0ANNA", "During")).hasSize(1);
            assertThat(messages("COPS", "During")).hasSize(1);
            assertThat(mails("Before")).isEmpty();
            assertThat(mails("After")).isEmpty();
            assertThat(timeline(server, "During")).contains("cannot connect").contains(HOST);
        }
    }

    private static String timeline(Child server, String title) {
        JsonArray open = server.get("/api/v1/incidents").getJsonArray("incidents");
        for (int i = 0; i < open.size(); i++) {
            String id = open.getJsonObject(i).getString("id");
            if (open.getJsonObject(i).encode().contains(title))
                return server.get("/api/v1/incidents/" + id).encode();
        }
        throw new AssertionError("no incident about " + title + " in " + open);
    }
}
