package io.tocsin.server.api;

import io.tocsin.ingest.Masking;
import io.tocsin.model.Alert;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.Labels;
import io.tocsin.model.Secret;
import io.tocsin.model.Severity;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.rules.RuleStatus;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.alertmanager.MemoryRouted;
import io.tocsin.server.config.BackChannels;
import io.tocsin.server.config.Outlets;
import io.tocsin.server.config.SelfWatch;
import io.tocsin.server.config.Settings;
import io.tocsin.server.config.Settings.Auth;
import io.tocsin.server.config.Settings.Listen;
import io.tocsin.store.Deletion;
import io.tocsin.store.FoundEvent;
import io.tocsin.store.PartitionInfo;
import io.tocsin.store.RetentionPolicy;
import io.tocsin.store.SearchRequest;
import io.tocsin.store.SearchResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The real table of addresses on a real port, before desks that live in memory. Tests change the fields and ask. */
public final class ApiServer implements AutoCloseable {
    static final String GOOD_TOKEN = "good-for-anna";

    final MemorySearches searches = new MemorySearches();
    final MemoryTails tails = new MemoryTails();
    final MemoryCustody custody = new MemoryCustody();
    final MemoryBackups backups = new MemoryBackups();
    final MemoryIncidents incidents = new MemoryIncidents();
    final MemoryOverrides overrides = new MemoryOverrides();
    final MemoryRehearsals rehearsals = new MemoryRehearsals();
    final MemoryAlerts alerts = new MemoryAlerts();
    final MemoryRouted routed = new MemoryRouted(MemoryIncidents.NOW);
    final MemoryExplaining explaining = new MemoryExplaining();
    final List<HealthHandler.Check> checks = new CopyOnWriteArrayList<>();
    final AtomicInteger bugs = new AtomicInteger();
    volatile Auth auth = new Auth.Unset();
    volatile Path runbooks = Path.of("runbooks");
    volatile Future<Void> reload = Future.succeededFuture();

    /** What is posted there is taken without looking at it. */
    private static final Map<String, Handler<RoutingContext>> CALLBACKS = Map.of(
            "/callbacks/slack",
            context -> context.response().end(),
            "/callbacks/pagerduty",
            context -> context.response().end(),
            "/callbacks/twilio",
            context -> context.response().end());

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Router router;
    private final HttpServer server;

    private static Future<List<ReceiverTests.Result>> test(String name, boolean person, String by) {
        if (!name.equals("oncall") || person)
            return Future.failedFuture(
                    new NoSuchReceiverException(person ? "user" : "receiver", name, List.of("oncall")));
        return Future.succeededFuture(List.of(
                new ReceiverTests.Result(
                        "receiver/oncall/slack[0]",
                        "slack",
                        ReceiverTests.Verdict.DELIVERED,
                        "posted for " + by,
                        Duration.ofMillis(40)),
                new ReceiverTests.Result(
                        "receiver/oncall/email[0]",
                        "email",
                        ReceiverTests.Verdict.REFUSED,
                        "550 no such user",
                        Duration.ofMillis(7))));
    }

    ApiServer() {
        HttpApi.Ports ports = new HttpApi.Ports(
                context -> context.request()
                        .body()
                        .onSuccess(body -> context.response().end("{\"accepted\":1}")),
                searches,
                tails,
                custody,
                backups,
                incidents,
                alerts,
                new AlertmanagerApi.Ports(
                        routed,
                        AlertmanagerApi.Dialect.DEFAULT,
                        new AlertmanagerApi.About("1", "tocsin", "127.0.0.1:7080"),
                        8,
                        () -> MemoryIncidents.NOW),
                explaining,
                () -> Future.succeededFuture(List.of(new RuleStatus(
                        "BruteForceLogin",
                        "security.yml",
                        "security",
                        Severity.CRITICAL,
                        RuleStatus.State.FIRING,
                        1,
                        42,
                        0,
                        0,
                        3,
                        0,
                        0,
                        0))),
                rehearsals,
                overrides,
                this::settings,
                new MemoryHeartbeats(),
                ApiServer::test,
                () -> checks,
                () -> new JsonObject().put("version", "1").put("events", 0),
                () -> "tocsin_up 1\n",
                () -> reload,
                token -> token.equals(GOOD_TOKEN) ? Optional.of(new AckToken("i-1", 1, "anna")) : Optional.empty(),
                CALLBACKS,
                bugs::incrementAndGet,
                () -> MemoryIncidents.NOW);
        router = HttpApi.router(vertx, ports);
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0)
                .await();
    }

    /** A server for the tests of other packages, with one incident {@code i-1}. */
    public static ApiServer withIncident() {
        ApiServer server = new ApiServer();
        server.incidents.open("i-1", "HighErrorRate", "payment_api");
        return server;
    }

    /** The paths of the table, with their parameters as {@code :name}. */
    Set<String> addresses() {
        return router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Settings settings() {
        return new Settings(
                new Listen("127.0.0.1", 7080),
                "https://tocsin.example.org",
                "",
                auth,
                FieldAliases.defaults(),
                null,
                runbooks,
                new RetentionPolicy(Duration.ofDays(30), 0, List.of()),
                Masking.NONE,
                SilenceLimits.NONE,
                Duration.ofMinutes(1),
                SelfWatch.NONE,
                BackChannels.NONE,
                Outlets.NONE);
    }

    /** Adds an event that every search finds and that carries a correlation id. */
    public ApiServer holding(String id, String json) {
        int number = searches.result.events().size() + 1;
        Instant time = MemoryIncidents.NOW.plusMillis(number);
        List<FoundEvent> found = new ArrayList<>(searches.result.events());
        found.addFirst(MemorySearches.found(number, time, json));
        searches.result = new SearchResult(found, null, number, true, false);
        searches.byId
                .computeIfAbsent(id, key -> new CopyOnWriteArrayList<>())
                .add(MemorySearches.event(number, time, json));
        return this;
    }

    /** An alert of another system fires, with these labels. */
    public ApiServer firing(String... labels) {
        Instant start = MemoryIncidents.NOW;
        Alert alert = new Alert(Labels.of(labels), Map.of(), start, null, start, "", List.of(), "");
        routed.accept(List.of(alert));
        return this;
    }

    /** From now on statements with pipes are answered with this table. */
    public ApiServer answering(List<String> columns, List<List<@Nullable Object>> rows, long matched) {
        searches.tables = pipes -> MemorySearches.table(columns, rows, matched);
        return this;
    }

    /** From now on the store consists of these. */
    public ApiServer partitions(PartitionInfo... partitions) {
        searches.partitions = List.of(partitions);
        return this;
    }

    /** Waits until somebody listens, and gives their ear. */
    public Tails.Ear nextEar() throws InterruptedException {
        return tails.ears.take();
    }

    /** Every deletion that was ordered. */
    public List<Deletion> deletions() {
        return custody.deletions;
    }

    /** The folders that backups were made in. */
    public List<Path> backedUp() {
        return backups.made.stream().map(MemoryBackups.Made::target).toList();
    }

    /** From now on callers have to name this token. */
    public ApiServer wanting(String token) {
        auth = new Auth.Tokens(Map.of("somebody", new Secret(token)), Set.of("somebody"));
        return this;
    }

    /** What the last search asked for. */
    public SearchRequest lastSearch() {
        return searches.asked.getLast();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public int port() {
        return server.actualPort();
    }

    Reply get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }

    /** What came back. */
    record Reply(int status, HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        JsonObject json() {
            return new JsonObject(body);
        }

        String detail() {
            return json().getString("detail");
        }
    }
}
