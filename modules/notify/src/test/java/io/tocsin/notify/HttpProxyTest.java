package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.testkit.FakeCertificate;
import io.tocsin.testkit.FakeProxy;
import io.tocsin.testkit.FakeWebhook;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpProxyTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpPost http = new HttpPost(vertx, ChannelSettings.defaults(""), Map.of());
    private final FakeProxy proxy = FakeProxy.start(vertx, 0).await();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        http.close().await();
        vertx.close().await();
    }

    @Test
    void withoutTlsTheProxyIsAskedForTheWholeAddress() {
        assertThat(post(http, webhook.url() + "?a=1", through(proxy.url()))).isInstanceOf(Answered.class);

        assertThat(proxy.passages()).extracting(FakeProxy.Passage::method).containsExactly("POST");
        assertThat(proxy.passages().getFirst().target()).isEqualTo(webhook.url() + "?a=1");
        assertThat(proxy.passages().getFirst().headers())
                .containsEntry("host", webhook.url().split("/", -1)[2]);
        assertThat(webhook.calls().getFirst().body()).isEqualTo(new JsonObject().put("a", 1));
    }

    @Test
    void withTlsTheProxyIsAskedForATunnel() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(certificate);

        Answer answer = post(http, "https://localhost:" + port + "/", through(proxy.url(), certificate, Map.of()));

        assertThat(answer).isInstanceOf(Answered.class);
        assertThat(proxy.passages()).extracting(FakeProxy.Passage::method).containsExactly("CONNECT");
        assertThat(proxy.passages().getFirst().target()).isEqualTo("localhost:" + port);
    }

    @Test
    void aProxyMayWantALogin() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(certificate);
        proxy.require("anna:p@ss+word");
        String url = proxy.url().replace("http://", "http://anna:p%40ss+word@");

        assertThat(status(post(http, webhook.url(), through(url)))).isEqualTo(200);
        assertThat(post(http, "https://localhost:" + port + "/", through(url, certificate, Map.of())))
                .isInstanceOf(Answered.class);
        assertThat(status(post(http, webhook.url(), through(proxy.url())))).isEqualTo(407);
        assertThat(post(http, "https://localhost:" + port + "/", through(proxy.url(), certificate, Map.of())))
                .isInstanceOfSatisfying(
                        Answer.NotSent.class,
                        notSent -> assertThat(notSent.detail())
                                .startsWith("cannot connect through the proxy: ")
                                .contains("407")
                                .doesNotContain("p@ss"));
    }

    @Test
    void headersForTheProxyGoToItAndNotThrough() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(certificate);
        HttpAccess access = through(proxy.url(), certificate, Map.of("X-Team", new Secret("ops")));

        Answer answer = post(http, "https://localhost:" + port + "/", access);

        assertThat(((Answered) answer).body()).doesNotContain("x-team");
        assertThat(proxy.passages().getFirst().headers())
                .containsEntry("x-team", "ops")
                .doesNotContainKey("proxy-authorization");
        assertThat(proxy.passages().getFirst().target()).isEqualTo("localhost:" + port);
    }

    @Test
    void aProxyMaySpeakTls() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        FakeProxy secure = FakeProxy.startTls(vertx, certificate).await();
        int port = serve(certificate);
        HttpAccess access = through(secure.url(), certificate, Map.of());

        assertThat(post(http, "https://localhost:" + port + "/", access)).isInstanceOf(Answered.class);
        assertThat(status(post(http, webhook.url(), access))).isEqualTo(200);

        assertThat(secure.passages()).extracting(FakeProxy.Passage::method).containsExactly("CONNECT", "POST");
    }

    @Test
    void aProxyThatIsNotThereMeansThatNothingWasSent() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        for (Map<String, Secret> headers : List.of(Map.<String, Secret>of(), Map.of("X", new Secret("y")))) {
            Answer answer = post(http, "https://localhost:1/", through("http://127.0.0.1:1", certificate, headers));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.NotSent.class,
                            notSent -> assertThat(notSent.detail()).startsWith("cannot connect through the proxy: "));
        }
    }

    @Test
    void theRelayTakesNobodyElse() throws IOException {
        ProxyRelay relay = new ProxyRelay(vertx, Duration.ofSeconds(20));
        int port = relay.open(new ProxyRelay.Tunnel("127.0.0.1", 1, MultiMap.caseInsensitiveMultiMap(), null))
                .await()
                .getPort();
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");

        Answer answer = post(
                http, "https://localhost:1/", through("http://tocsin:guess@127.0.0.1:" + port, certificate, Map.of()));

        assertThat(((Answer.NotSent) answer).detail()).contains("407");
    }

    @Test
    void exceptionsGoDirect() {
        HttpAccess access =
                new HttpAccess(Map.of(), null, Tls.DEFAULT, proxy.url(), "127.0.0.0/8", false, Map.of(), true, true);

        assertThat(status(post(http, webhook.url(), access))).isEqualTo(200);
        assertThat(proxy.passages()).isEmpty();
    }

    @Test
    void theEnvironmentMayNameTheProxy() {
        HttpPost own = new HttpPost(vertx, ChannelSettings.defaults(""), Map.of("http_proxy", proxy.url()));
        HttpAccess access = new HttpAccess(Map.of(), null, Tls.DEFAULT, "", "", true, Map.of(), true, true);

        post(own, "http://hooks.invalid/hook", access);

        assertThat(proxy.passages()).extracting(FakeProxy.Passage::target).containsExactly("http://hooks.invalid/hook");
    }

    @Test
    void aProxyThatIsNoneIsSaid() {
        assertThat(post(http, webhook.url(), through("ftp://user:hunter2@x")))
                .isEqualTo(new Answer.Impossible(
                        "cannot send: the address of the proxy is not one such as http://host:3128"));
    }

    private int serve(FakeCertificate certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificate.keyStore().toString())
                        .setPassword(FakeCertificate.PASSWORD));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .end(request.headers().names().toString().toLowerCase(Locale.ROOT)))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static HttpAccess through(String proxy) {
        return new HttpAccess(Map.of(), null, Tls.DEFAULT, proxy, "", false, Map.of(), true, true);
    }

    private static HttpAccess through(String proxy, FakeCertificate trusted, Map<String, Secret> headers)
            throws IOException {
        Tls tls = new Tls(Files.readString(trusted.pem()), "", Secret.NONE, "", false, "", "");
        return new HttpAccess(Map.of(), null, tls, proxy, "", false, headers, true, true);
    }

    private static Answer post(HttpPost http, String url, HttpAccess access) {
        return http.json(url, access, Map.of(), new JsonObject().put("a", 1)).await();
    }

    private static int status(Answer answer) {
        assertThat(answer).isInstanceOf(Answered.class);
        return ((Answered) answer).status();
    }
}
