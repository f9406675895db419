package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.Masking;
import io.tocsin.model.Secret;
import io.tocsin.query.Query;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.server.config.Settings.Auth;
import io.tocsin.server.config.Settings.KafkaInput;
import io.tocsin.server.config.Settings.Listen;
import io.tocsin.store.KeepClass;
import io.tocsin.store.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TocsinFileTest {
    @TempDir
    private Path folder;

    private ConfigCase config;

    @BeforeEach
    void start() {
        config = new ConfigCase(folder);
    }

    private List<String> problemsOf(String tocsin) {
        return config.file("tocsin.yml", tocsin).problems();
    }

    private Settings settingsOf(String tocsin) {
        return config.file("tocsin.yml", tocsin).settings();
    }

    @Test
    void nothingWrittenMeansThisMachineOnly() {
        Settings settings = config.settings();

        assertThat(settings.listen()).isEqualTo(new Listen("127.0.0.1", 7080));
        assertThat(settings.externalUrl()).isEqualTo("http://127.0.0.1:7080");
        assertThat(settings.auth()).isEqualTo(new Auth.Unset());
        assertThat(settings.kafka()).isNull();
        assertThat(settings.dashboards()).isEmpty();
        assertThat(settings.runbooks()).isEqualTo(folder.resolveSibling("runbooks"));
    }

    @Test
    void anEmptyFileAndOneOfCommentsAreGood() {
        assertThat(problemsOf("")).isEmpty();
        assertThat(problemsOf("# nothing yet\n")).isEmpty();
        assertThat(problemsOf("~\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:80, localhost, 80",
        "7090, 127.0.0.1, 7090",
        "':7090', 127.0.0.1, 7090",
        "'[::1]:7080', ::1, 7080",
        "127.0.0.1:0, 127.0.0.1, 0",
        "127.0.0.1:65535, 127.0.0.1, 65535",
    })
    void listenIsHostAndPort(String text, String host, int port) {
        assertThat(settingsOf("listen: '" + text + "'").listen()).isEqualTo(new Listen(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:x", "localhost:65536", "localhost:-1", "localhost:"})
    void aListenWithoutAPortIsToldWhatItShouldLookLike(String text) {
        assertThat(problemsOf("listen: '" + text + "'"))
                .containsExactly(
                        "tocsin.yml:1:9: 'listen' must be host:port such as 127.0.0.1:7080, not '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:7080", "[::]:7080", "192.0.2.7:80", "tocsin.example.org:80"})
    void anotherAddressThanThisMachinesNeedsAuthentication(String listen) {
        String host =
                settingsOf("auth: none\nlisten: '" + listen + "'").listen().host();

        assertThat(problemsOf("external_url: http://tocsin\nlisten: '" + listen + "'"))
                .containsExactly("tocsin.yml:2:9: cannot listen on " + host + " without authentication: configure"
                        + " auth: {tokens: …}, or write 'auth: none' if that is meant");
    }

    @Test
    void anOpenDoorOnTheCommandLineIsRefusedAsWell() {
        config.file("tocsin.yml", "external_url: http://tocsin\n").set("listen", "0.0.0.0:7080");

        assertThat(config.problems()).singleElement().asString().startsWith("--set:1:1: cannot listen on 0.0.0.0");
    }

    @Test
    void anOpenDoorThatIsMeantIsOpened() {
        assertThat(settingsOf("listen: 0.0.0.0:7080\nauth: none").auth()).isEqualTo(new Auth.None());
    }

    @Test
    void listeningEverywhereWithoutSayingWhereThatIsGivesAWarning() {
        config.file("tocsin.yml", "listen: 0.0.0.0:7080\nauth: none");

        assertThat(config.warnings())
                .containsExactly("tocsin.yml:1:9: 'external_url' is not set: the links in pages would lead to"
                        + " http://0.0.0.0:7080, which nobody can open");
    }

    @Test
    void tokensComeFromTheEnvironmentAndAreNeverPrinted() {
        config.environment("OPS", "0123456789abcdef");

        Auth auth = settingsOf("auth: {tokens: {ops: '${OPS}'}}").auth();

        assertThat(auth).isEqualTo(new Auth.Tokens(Map.of("ops", new Secret("0123456789abcdef")), Set.of()));
        assertThat(auth.toString()).doesNotContain("0123456789abcdef").contains("****");
    }

    @Test
    void aShortTokenIsRefusedWithoutShowingIt() {
        assertThat(problemsOf("auth:\n  tokens:\n    ops: hunter2"))
                .containsExactly("tocsin.yml:3:10: token 'ops' must have at least 16 characters");
    }

    @Test
    void aTokenWhoseVariableIsMissingIsOneProblemAndNotTwo() {
        assertThat(problemsOf("auth: {tokens: {ops: '${OPS_TOKEN}'}}"))
                .containsExactly("tocsin.yml:1:22: environment variable OPS_TOKEN is not set; set it, or write"
                        + " ${OPS_TOKEN:-default}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            auth: all          | tocsin.yml:1:7: 'auth' must be 'none' or a mapping with tokens, not 'all'
            auth: {}           | tocsin.yml:1:7: 'auth' needs tokens: {NAME: TOKEN}, or write 'auth: none'
            auth: {tokens: {}} | tocsin.yml:1:7: 'tokens' is empty, so nobody could log in
            """)
    void authThatLetsNobodyInIsRefused(String text, String problem) {
        assertThat(problemsOf(text)).first().asString().contains(problem.substring(problem.indexOf('\'')));
    }

    @Test
    void theExternalUrlIsKeptWithoutItsLastSlash() {
        assertThat(settingsOf("external_url: https://tocsin.example.org/").externalUrl())
                .isEqualTo("https://tocsin.example.org");
    }

    @Test
    void anExternalUrlThatIsNoneIsRefused() {
        assertThat(problemsOf("external_url: tocsin.example.org"))
                .containsExactly("tocsin.yml:1:15: 'external_url' must begin with http:// or https://, not"
                        + " 'tocsin.example.org'");
    }

    @Test
    void fieldsExtendTheKnownAliases() {
        Settings settings = settingsOf("fields:\n  request_id: [call.id]\n  service: emitter\n");

        assertThat(settings.aliases().of("request_id")).startsWith("call.id").contains("trace_id");
        assertThat(settings.aliases().of("service")).startsWith("emitter");
    }

    @Test
    void aFieldThatTocsinDoesNotKnowIsToldTheNearestOne() {
        assertThat(problemsOf("fields:\n  request: [call.id]\n"))
                .containsExactly("tocsin.yml:2:12: unknown field 'request'");
        assertThat(problemsOf("fields:\n  request_i: [call.id]\n"))
                .containsExactly("tocsin.yml:2:14: unknown field 'request_i', did you mean 'request_id'?");
    }

    @Test
    void kafkaIsReadWithItsVariables() {
        config.environment("BROKERS", "kafka-1:9092,kafka-2:9092").environment("PASSWORD", "s3cret");

        Settings settings = settingsOf("""
                kafka:
                  bootstrap_servers: ${BROKERS}
                  topics: [logs, '${MORE:-audit}']
                  group: ${GROUP:-tocsin-1}
                  properties: {sasl.password: '${PASSWORD}', fetch.min.bytes: 100}
                """);

        assertThat(settings.kafka())
                .isEqualTo(new KafkaInput(
                        "kafka-1:9092,kafka-2:9092",
                        List.of("logs", "audit"),
                        "tocsin-1",
                        Map.of("sasl.password", "s3cret", "fetch.min.bytes", "100")));
    }

    @Test
    void kafkaWithoutBrokersAndTopicsIsRefused() {
        assertThat(problemsOf("kafka: {group: a}"))
                .containsExactly(
                        "tocsin.yml:1:8: 'bootstrap_servers' is required",
                        "tocsin.yml:1:8: 'topics' must name at least one topic");
    }

    @Test
    void runbooksLieBesideTheConfigurationOrWhereItSays() {
        assertThat(settingsOf("runbooks: docs/runbooks").runbooks()).isEqualTo(folder.resolve("docs/runbooks"));
        config.environment("BOOKS", "/srv/runbooks");
        assertThat(settingsOf("runbooks: ${BOOKS}").runbooks()).isEqualTo(Path.of("/srv/runbooks"));
    }

    @Test
    void nothingWrittenKeepsAMonthAndMasksCards() {
        assertThat(config.settings().retention()).isEqualTo(new RetentionPolicy(Duration.ofDays(30), 0, List.of()));
        assertThat(config.settings().masking()).isEqualTo(Masking.defaults());
    }

    @Test
    void retentionIsReadWithItsClasses() {
        config.environment("KEEP", "90d");

        RetentionPolicy retention = settingsOf("""
                retention:
                  default: ${KEEP}
                  max_bytes: 1.5GB
                  classes:
                    - {name: audit, match: 'extra.category:audit', keep: 1y}
                    - {name: debug, match: 'level<=DEBUG', keep: 3d}
                """).retention();

        assertThat(retention)
                .isEqualTo(new RetentionPolicy(
                        Duration.ofDays(90),
                        1_500_000_000L,
                        List.of(
                                new KeepClass("audit", Query.parse("extra.category:audit"), Duration.ofDays(365)),
                                new KeepClass("debug", Query.parse("level<=DEBUG"), Duration.ofDays(3)))));
    }

    @Test
    void retentionDiffersBetweenEnvironmentsByTheCommandLine() {
        config.file("tocsin.yml", "retention: {default: 30d}").set("retention.default", "7d");

        assertThat(config.settings().retention().keepDefault()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @CsvSource({"50GB, 50000000000", "64 GiB, 68719476736", "10k, 10000", "1000, 1000", "2T, 2000000000000", "0, 0"})
    void sizesHaveTheUnitsOfDisks(String text, long bytes) {
        assertThat(settingsOf("retention: {max_bytes: '" + text + "'}")
                        .retention()
                        .maxBytes())
                .isEqualTo(bytes);
    }

    @Test
    void everyMistakeOfRetentionAndMaskingIsReported() {
        assertThat(problemsOf("""
                retention:
                  default: forever
                  max_bytes: 50XB
                  clases: []
                  classes:
                    - {name: Audit, match: 'a:b', keep: 1y}
                    - {name: debug, match: '(', keep: 0s}
                    - {match: 'a:b'}
                masking: {card: true, fields: ['*']}
                """))
                .containsExactlyInAnyOrder(
                        "tocsin.yml:2:12: 'default' must be a duration such as 30d, 12h or 1y, not 'forever'",
                        "tocsin.yml:3:14: 'max_bytes' must be a size such as 50GB or 64GiB, not '50XB'",
                        "tocsin.yml:4:3: unknown key 'clases', did you mean 'classes'?",
                        "tocsin.yml:6:14: cannot name a retention class 'Audit': use up to 40 lower case letters,"
                                + " digits, _ and -",
                        "tocsin.yml:7:28: cannot end the query here: a condition is missing (at character 2 of the"
                                + " query)",
                        "tocsin.yml:7:39: 'keep' must be a duration such as 30d, 12h or 1y, not '0s'",
                        "tocsin.yml:8:7: 'name' is required",
                        "tocsin.yml:8:7: 'keep' is required",
                        "tocsin.yml:9:11: unknown key 'card', did you mean 'cards'?",
                        "tocsin.yml:9:31: cannot mask field '*': it must be a dotted path, with a * at its end or none");
    }

    @Test
    void twoClassesOfOneNameAreRefused() {
        assertThat(problemsOf("""
                retention:
                  classes: [{name: a, match: b, keep: 1d}, {name: a, match: c, keep: 1d}]
                """))
                .singleElement()
                .asString()
                .contains("cannot have two retention classes 'a': names must differ");
    }

    @Test
    void maskingSaysWhatIsNeverKept() {
        assertThat(settingsOf("masking: {cards: no, fields: [password, extra.secret.*]}")
                        .masking())
                .isEqualTo(new Masking(false, List.of("password", "extra.secret.*")));
    }

    @Test
    void operatorsAreTokensThatExist() {
        String tokens = "auth:\n  tokens: {ops: 0123456789abcdef, grafana: fedcba9876543210}\n";

        assertThat(settingsOf(tokens + "  operators: [ops]").auth())
                .isEqualTo(new Auth.Tokens(
                        Map.of("ops", new Secret("0123456789abcdef"), "grafana", new Secret("fedcba9876543210")),
                        Set.of("ops")));
        assertThat(problemsOf(tokens + "  operators: [osp]"))
                .containsExactly("tocsin.yml:3:15: there is no token 'osp', did you mean 'ops'?");
    }

    @Test
    void everyMistakeOfAFileIsReportedAtOnceWithItsPlaceAndTheNearestKey() {
        assertThat(problemsOf("""
                lisen: 127.0.0.1:7080
                external_url: ftp://x
                dashboards: ${DASH}
                kafka:
                  bootstrap_server: k:9092
                  topics: [logs]
                """))
                .containsExactlyInAnyOrder(
                        "tocsin.yml:1:1: unknown key 'lisen', did you mean 'listen'?",
                        "tocsin.yml:2:15: 'external_url' must begin with http:// or https://, not 'ftp://x'",
                        "tocsin.yml:3:13: environment variable DASH is not set; set it, or write ${DASH:-default}",
                        "tocsin.yml:5:3: unknown key 'bootstrap_server', did you mean 'bootstrap_servers'?",
                        "tocsin.yml:5:3: 'bootstrap_servers' is required");
    }

    @Test
    void silencesHaveLimitsThatCanBeChanged() throws Exception {
        assertThat(settingsOf("").silences())
                .isEqualTo(new SilenceLimits(Duration.ofDays(92), 0, true, 10_000, 65_536));
        assertThat(settingsOf(
                                "silences: {max_duration: 0s, specific: false, max_alerts: 5, max_silences: 0, max_bytes: 0}")
                        .silences())
                .isEqualTo(new SilenceLimits(null, 5, false, 0, 0));
    }
}
