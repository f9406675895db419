package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.ApiServer.Reply;
import io.tocsin.store.Hold;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API describes the API: each operation in it is there, answers as it says, and none is missing. */
class OpenApiTest extends ApiCase {
    private static final String SILENCE = "00000000-0000-4000-8000-000000000001";

    /** What stands for each parameter of a path, so that there is something to find. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "{id}",
            "i-1",
            "{name}",
            "service-down",
            "{schedule}",
            "primary",
            "{heartbeat}",
            "backup",
            "{receiver}",
            "oncall",
            "{token}",
            ApiServer.GOOD_TOKEN,
            "{silenceID}",
            SILENCE,
            "{fingerprint}",
            "0123456789abcdef");

    private static final String GOOD_SILENCE = """
            {"matchers": [{"name": "a", "value": "b", "isRegex": false}], "startsAt": "2026-11-20T09:00:00Z",
             "endsAt": "2026-11-21T09:00:00Z", "createdBy": "me", "comment": "quiet"}""";

    /** Addresses of the console, which are for people and not described. */
    private static final Set<String> PAGES =
            Set.of("/", "/search", "/incidents", "/reports", "/explain", "/oncall", "/rules", "/favicon.ico");

    /** Its answer never ends: only the head is asked for. */
    private static final String ENDLESS = "/api/v1/tail";

    private Yaml.Mapping paths = new Yaml.Mapping(new io.tocsin.yaml.Mark("", 1, 1), Map.of());

    @BeforeEach
    void prepare(@TempDir Path runbooks) throws Exception {
        Files.writeString(runbooks.resolve("service-down.md"), "# Service down");
        server.runbooks = runbooks;
        server.incidents.open("i-1", "HighErrorRate", "payment_api");
        server.post("/api/v2/silences", GOOD_SILENCE, "Content-Type", "application/json");
        server.custody.holds.add(
                new Hold("i-1", Instant.MIN, Instant.MAX, null, MemoryIncidents.NOW, "anna", "investigation"));
        server.searches.byId.put("i-1", List.of(MemorySearches.event(1, MemoryIncidents.NOW, "{}")));
        Problems problems = new Problems();
        Yaml root =
                YamlFile.read("openapi.yaml", server.get("/api/v1/openapi.yaml").body(), problems);
        assertThat(problems.list()).isEmpty();
        paths = mapping(mapping(Objects.requireNonNull(root)).value("paths"));
    }

    @Test
    void everyOperationIsServedAndAnswersWithACodeThatIsDescribed() {
        List<String> wrong = new ArrayList<>();
        paths.entries()
                .forEach((path, entry) -> mapping(entry.value()).entries().forEach((verb, operation) -> {
                    if (!Set.of("get", "post", "delete").contains(verb)) return;
                    server.incidents.open("i-1", "HighErrorRate", "payment_api");
                    server.incidents.open("i-2", "ServiceDown", "gateway");
                    String body = verb.equals("post") ? bodyFor(path) : "";
                    String method = path.equals(ENDLESS) ? "HEAD" : verb.toUpperCase(Locale.ROOT);
                    String type = body.isEmpty() ? "text/plain" : "application/json";
                    Reply reply = server.send(method, filled(path) + queryFor(verb, path), body, "Content-Type", type);
                    Set<String> described = mapping(mapping(operation.value()).value("responses"))
                            .entries()
                            .keySet();
                    if (!described.contains(Integer.toString(reply.status())) || reply.status() >= 400) {
                        wrong.add(verb + " " + path + " answered " + reply.status() + ", described are " + described);
                    }
                }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAnswerHasOneOfTheTypesThatAreDescribed() {
        List<String> wrong = new ArrayList<>();
        paths.entries().forEach((path, entry) -> {
            Yaml get = mapping(entry.value()).value("get");
            if (get == null) return;
            Yaml answer = mapping(mapping(get).value("responses")).value("200");
            Yaml content = mapping(answer).value("content");
            if (content == null) return;
            String method = path.equals(ENDLESS) ? "HEAD" : "GET";
            String type = server.send(method, filled(path) + queryFor("get", path), "")
                    .header("Content-Type")
                    .replaceAll(";.*", "");
            if (!mapping(content).entries().containsKey(type)) wrong.add(path + " is " + type);
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyGuardedOperationSaysThatItMayAnswer401() {
        server.auth = new io.tocsin.server.config.Settings.Auth.Tokens(
                Map.of("ops", new io.tocsin.model.Secret("0123456789abcdef")), Set.of());
        List<String> wrong = new ArrayList<>();
        paths.entries()
                .forEach((path, entry) -> mapping(entry.value()).entries().forEach((verb, operation) -> {
                    if (!Set.of("get", "post", "delete").contains(verb)) return;
                    boolean refused = server.send(verb.toUpperCase(Locale.ROOT), filled(path), "")
                                    .status()
                            == 401;
                    Yaml.Mapping described = mapping(operation.value());
                    boolean says =
                            mapping(described.value("responses")).entries().containsKey("401");
                    boolean open = described.value("security") instanceof Yaml.Sequence none
                            && none.items().isEmpty();
                    if (refused != says || refused == open) wrong.add(verb + " " + path);
                }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAddressOfOursIsDescribed() {
        List<String> missing = new ArrayList<>();
        for (String address : server.addresses()) {
            String described = address.replaceAll(":(\\w+)", "{$1}").replace("/{verb}", "/acknowledge");
            boolean page = PAGES.contains(address) || address.endsWith("/");
            if (!page && !paths.entries().containsKey(described)) missing.add(address);
        }

        assertThat(missing).isEmpty();
    }

    private static String filled(String path) {
        String filled = path;
        for (Map.Entry<String, String> example : EXAMPLES.entrySet()) {
            filled = filled.replace(example.getKey(), example.getValue());
        }
        return filled;
    }

    private static String queryFor(String verb, String path) {
        if (verb.equals("get") && path.equals("/api/v1/backups")) return "?target=/mnt/backup";
        return verb.equals("delete") ? "?reason=over" : "";
    }

    private static String bodyFor(String path) {
        if (path.equals("/api/v1/rules/backtest")) return "{\"rules\":\"groups: []\"}";
        if (path.equals("/api/v1/silences/preview")) return "{\"matchers\":[\"a=b\"]}";
        if (path.equals("/api/v2/silences")) return GOOD_SILENCE;
        if (path.endsWith("/overrides")) return "{\"user\":\"anna\",\"for\":\"2h\"}";
        if (path.equals("/api/v1/explain")) return "{\"labels\":{\"alertname\":\"Down\"}}";
        return path.equals("/api/v2/alerts")
                ? "[{\"labels\":{\"a\":\"b\"}}]"
                : "{\"target\":\"/mnt/backup\",\"by\":\"anna\",\"query\":\"user:eve\",\"reason\":\"leak\","
                        + "\"verb\":\"escalate\",\"ids\":[\"i-1\"],\"into\":\"i-2\",\"title\":\"Customers cannot pay\","
                        + "\"users\":[\"bob\"],\"for\":\"2h\",\"text\":\"the pool is too small\"}";
    }

    private static Yaml.Mapping mapping(@org.jspecify.annotations.Nullable Yaml node) {
        return (Yaml.Mapping) Objects.requireNonNull(node);
    }
}
