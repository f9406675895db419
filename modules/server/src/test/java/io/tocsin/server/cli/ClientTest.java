package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.server.api.ApiServer;
import io.tocsin.server.cli.Terminal.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a command finds its server, and what it says when it does not. */
class ClientTest {
    private static final String TOKEN = "0123456789abcdef";

    private final ApiServer server = ApiServer.withIncident();

    @AfterEach
    void stop() {
        System.clearProperty("TOCSIN_URL");
        System.clearProperty("TOCSIN_TOKEN");
        server.close();
    }

    @Test
    void theServerMayBeNamedOnceForAllCommands() {
        // A variable of the environment is found by the same look-up; a test can set only the property.
        System.setProperty("TOCSIN_URL", server.url());

        assertThat(Terminal.run("incidents", "list").code()).isZero();
    }

    @Test
    void theOptionWinsOverTheEnvironment() {
        System.setProperty("TOCSIN_URL", "http://127.0.0.1:1");

        assertThat(Terminal.run("incidents", "list", "--url", server.url()).code())
                .isZero();
    }

    @Test
    void aSlashAtTheEndDoesNoHarm() {
        assertThat(Terminal.run("incidents", "list", "--url", server.url() + "/")
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7080", "ftp://x", "", "7080"})
    void anAddressThatIsNoneIsExplained(String url) {
        Outcome outcome = Terminal.run("search", "--url=" + url);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().strip())
                .isEqualTo("tocsin: cannot use --url '" + url + "': it must begin with http:// or https://");
    }

    @Test
    void aServerThatDoesNotRunIsToldHowToStart() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Outcome outcome = Terminal.run("search", "--url", "http://127.0.0.1:" + free);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().strip())
                .isEqualTo("tocsin: cannot reach http://127.0.0.1:" + free
                        + ": is the server running? Start it with ./tocsin up");
    }

    @Test
    void aServerThatWantsATokenIsGivenOne() {
        server.wanting(TOKEN);

        Outcome refused = Terminal.run("search", "--url", server.url());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("give --token, or set TOCSIN_TOKEN");

        assertThat(Terminal.run("search", "--url", server.url(), "--token", TOKEN)
                        .code())
                .isZero();
        System.setProperty("TOCSIN_TOKEN", TOKEN);
        assertThat(Terminal.run("search", "--url", server.url()).code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | <html>a proxy</html> | it is no JSON object; is this a Tocsin?
            200 | []                   | it is no JSON object; is this a Tocsin?
            502 | <html>a proxy</html> | the server answered 502
            404 | {"error":"nope"}     | the server answered 404
            """)
    void whoeverElseAnswersIsNotMistakenForTocsin(int status, String body, String message) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        other.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        other.start();
        try {
            Outcome outcome = Terminal.run(
                    "search", "--url", "http://127.0.0.1:" + other.getAddress().getPort());

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err()).startsWith("tocsin: ").contains(message);
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trace", "search --limit x", "search --nonsense", "incidents show", "nonsense", "up --port x"})
    void wrongUsageIsTwoAndShowsTheUsage(String words) {
        Outcome outcome = Terminal.run(words.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).containsPattern("Usage: tocsin|Did you mean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "search --help",
                "incidents ack --help",
                "check-config --help",
                "--version",
                "version"
            })
    void askingForHelpIsNoFailure(String words) {
        Outcome outcome = Terminal.run(words.split(" "));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isNotBlank();
    }

    @Test
    void theHelpNamesTheAddressThatIsUsed() {
        assertThat(Terminal.run("search", "--help").out()).contains("http://127.0.0.1:7080");
    }
}
