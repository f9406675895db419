package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.testkit.FakeCertificate;
import io.tocsin.testkit.FakeSocks;
import io.tocsin.testkit.FakeWebhook;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSocksTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeSocks socks = FakeSocks.start(vertx, 0).await();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();
    private final HttpPost http =
            new HttpPost(vertx, ChannelSettings.defaults(""), Map.of("HTTP_PROXY", "socks5://" + socks.authority()));

    @AfterEach
    void stop() {
        http.close().await();
        vertx.close().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5", "socks5h", "SOCKS5"})
    void theProxyFindsTheHost(String scheme) {
        socks.knows("hooks.invalid", "127.0.0.1");

        Answer answer = post("http://hooks.invalid:" + port() + "/hook", through(scheme + "://" + socks.authority()));

        assertThat(status(answer)).isEqualTo(200);
        assertThat(socks.passages()).containsExactly(new FakeSocks.Passage("hooks.invalid", port(), true, ""));
        assertThat(webhook.calls().getFirst().headers()).containsEntry("host", "hooks.invalid:" + port());
    }

    @Test
    void anAddressIsToldAsOne() {
        assertThat(status(post(webhook.url(), through("socks5://" + socks.authority()))))
                .isEqualTo(200);

        assertThat(socks.passages()).hasSize(1);
        assertThat(socks.passages().getFirst().host()).isEqualTo("127.0.0.1");
        assertThat(webhook.calls().getFirst().body()).isEqualTo(new JsonObject().put("a", 1));
    }

    @Test
    void tlsGoesThroughToTheServer(@TempDir Path folder) throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        int port = serve(certificate);
        Tls tls = new Tls(Files.readString(certificate.pem()), "", Secret.NONE, "", false, "", "");
        String proxy = "socks5://" + socks.authority();

        Answer answer = post("https://localhost:" + port + "/", access(tls, proxy, false));

        assertThat(((Answered) answer).body()).isEqualTo("localhost:" + port);
        assertThat(socks.passages()).containsExactly(new FakeSocks.Passage("localhost", port, true, ""));
        assertThat(post("https://localhost:" + port + "/", through(proxy))).isInstanceOf(Answer.NotSent.class);
    }

    @Test
    void aProxyMayWantALogin() {
        socks.require("anna:p@ss+word");
        String login = "socks5://anna:p%40ss+word@" + socks.authority();

        assertThat(status(post(webhook.url(), through(login)))).isEqualTo(200);
        assertThat(socks.passages()).extracting(FakeSocks.Passage::login).containsExactly("anna:p@ss+word");
        for (String wrong : new String[] {"", "anna:hunter2@"}) {
            assertThat(post(webhook.url(), through("socks5h://" + wrong + socks.authority())))
                    .isInstanceOfSatisfying(
                            Answer.NotSent.class,
                            notSent -> assertThat(notSent.detail())
                                    .startsWith("cannot connect through the proxy: ")
                                    .doesNotContain("hunter2"));
        }
    }

    @Test
    void theEnvironmentMayNameOne() {
        socks.knows("hooks.invalid", "127.0.0.1");

        assertThat(status(post("http://hooks.invalid:" + port() + "/hook", access(Tls.DEFAULT, "", true))))
                .isEqualTo(200);
        assertThat(socks.passages()).hasSize(1);
    }

    @Test
    void aHostThatTheProxyCannotReachMeansThatNothingWasSent() {
        assertThat(post("http://127.0.0.1:1/", through("socks5://" + socks.authority())))
                .isInstanceOfSatisfying(
                        Answer.NotSent.class,
                        notSent -> assertThat(notSent.detail()).startsWith("cannot connect through the proxy: "));
        assertThat(post(webhook.url(), through("socks5://127.0.0.1:1"))).isInstanceOf(Answer.NotSent.class);
        assertThat(webhook.calls()).isEmpty();
    }

    private int port() {
        return URI.create(webhook.url()).getPort();
    }

    private int serve(FakeCertificate certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificate.keyStore().toString())
                        .setPassword(FakeCertificate.PASSWORD));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end(String.valueOf(request.authority())))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static HttpAccess through(String proxy) {
        return access(Tls.DEFAULT, proxy, false);
    }

    private static HttpAccess access(Tls tls, String proxy, boolean environment) {
        return new HttpAccess(Map.of(), null, tls, proxy, "", environment, Map.of(), true, true);
    }

    private Answer post(String url, HttpAccess access) {
        return http.json(url, access, Map.of(), new JsonObject().put("a", 1)).await();
    }

    private static int status(Answer answer) {
        assertThat(answer).isInstanceOf(Answered.class);
        return ((Answered) answer).status();
    }
}
