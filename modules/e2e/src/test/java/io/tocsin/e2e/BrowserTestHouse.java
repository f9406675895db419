package io.tocsin.e2e;

import static org.awaitility.Awaitility.await;

import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The real server with one rule, one person on call and a mail server that keeps what it gets: what the browser looks at. */
final class BrowserTestHouse implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern SIGNED_LINK = Pattern.compile("https?://[^/\\s]+(/a/[\\w.-]+)");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeSmtp mail;
    private final Tocsin server;
    private final AtomicInteger batches = new AtomicInteger();

    BrowserTestHouse(Path folder) throws IOException {
        this.mail = FakeSmtp.start(vertx, 0).await();
        Path config = Files.createDirectories(folder.resolve("config"));
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Path runbooks = Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(config.resolve("routing.yml"), """
                global: {smtp_smarthost: '127.0.0.1:%d', smtp_from: tocsin@example.org, smtp_require_tls: false}
                route: {receiver: oncall, group_by: [alertname, user], group_wait: 0s}
                receivers: [{name: oncall}]
                """.formatted(mail.port()));
        Files.writeString(config.resolve("oncall.yml"), """
                users: {anna: {name: Anna Adler, contact_methods: {email: anna@example.org}}}
                schedules: {primary: {layers: [{users: [anna]}]}}
                escalation_policies: {default: {levels: [{notify: [{schedule: primary}]}], fallback: [{user: anna}]}}
                receivers: {oncall: default}
                """);
        Files.writeString(rules.resolve("security.yml"), """
                groups:
                - name: security
                  rules:
                  - alert: BruteForceUser
                    match: action:login_failed
                    by: [user]
                    when: count() > 3
                    within: 5m
                    severity: critical
                    annotations: {summary: "{{ $value }} failed logins of {{ $labels.user }}", runbook: break-in}
                """);
        Files.writeString(
                runbooks.resolve("break-in.md"), "# Break-in\n\nAsk <b>first</b>.\n\n```\n./tocsin search x\n```\n");
        StartOptions options = new StartOptions(config, rules, folder.resolve("data"), 0, Map.of(), System::getenv);
        this.server = Tocsin.start(options);
    }

    String url() {
        return server.url();
    }

    /** Sends events and waits until each of them can be found. */
    void store(JsonObject... events) {
        String batch = "batch-" + batches.incrementAndGet();
        String lines = Arrays.stream(events)
                .map(event -> event.copy().put("batch", batch).encode())
                .collect(Collectors.joining("\n"));
        request("POST", "/api/v1/logs", lines);
        await().atMost(PATIENCE).until(() -> found("batch:" + batch) == events.length);
    }

    private int found(String query) {
        String address = "/api/v1/search?limit=0&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return request("GET", address, "").getJsonObject("total").getInteger("value");
    }

    /** Fails enough logins of a user for one incident, and waits for it. */
    String breakIn(String user) {
        JsonObject failed = event("user_service", "WARN", "Wrong password")
                .put("action", "login_failed")
                .put("user", user);
        store(failed, failed, failed, failed);
        await().atMost(PATIENCE).until(() -> !incidentOf(user).isEmpty());
        return incidentOf(user).getString("id");
    }

    private JsonObject incidentOf(String user) {
        JsonArray all = request("GET", "/api/v1/incidents?state=all", "").getJsonArray("incidents");
        for (int i = 0; i < all.size(); i++) {
            if (all.getJsonObject(i).getString("title").contains(user)) return all.getJsonObject(i);
        }
        return new JsonObject();
    }

    JsonObject incident(String id) {
        return request("GET", "/api/v1/incidents/" + id, "");
    }

    /** The address of the page behind the signed link in the mail about a user. */
    String signedLink(String user) {
        ReceivedMail page =
                mail.next(message -> message.subject().contains(user), PATIENCE).join();
        Matcher link = SIGNED_LINK.matcher(page.text());
        if (!link.find()) throw new AssertionError("no signed link in: " + page.text());
        return url() + link.group(1);
    }

    static JsonObject event(String service, String level, String message) {
        return new JsonObject()
                .put("timestamp", Instant.now().toString())
                .put("level", level)
                .put("service", service)
                .put("message", message);
    }

    private JsonObject request(String verb, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) throw new AssertionError(verb + " " + path + ": " + response.body());
            return new JsonObject(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(5));
        http.close();
        vertx.close().await();
    }
}
