package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.testkit.FakeCertificate;
import io.tocsin.testkit.FakeOAuth;
import io.tocsin.testkit.FakeProxy;
import io.tocsin.testkit.FakeSocks;
import io.tocsin.testkit.FakeWebhook;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token server is reached in its own way, not in that of the server which the token is for. */
class TokenServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeProxy proxy = FakeProxy.start(vertx, 0).await();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();
    private final FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
    private final HttpPost http = new HttpPost(vertx, ChannelSettings.defaults(""), Map.of("http_proxy", proxy.url()));

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        http.close().await();
        vertx.close().await();
    }

    @Test
    void onlyTheRequestForATokenGoesThroughItsProxy() {
        Answer answer = post(through(proxy.url(), ""), HttpAccess.DIRECT, oauth.tokenUrl());

        assertThat(answer).isInstanceOf(Answered.class);
        assertThat(proxy.passages()).extracting(FakeProxy.Passage::target).containsExactly(oauth.tokenUrl());
        assertThat(webhook.calls()).hasSize(1);
    }

    @Test
    void theProxyOfTheRequestIsNotTheTokenServers() {
        Answer answer = post(HttpAccess.DIRECT, through(proxy.url(), ""), oauth.tokenUrl());

        assertThat(answer).isInstanceOf(Answered.class);
        assertThat(proxy.passages()).extracting(FakeProxy.Passage::target).containsExactly(webhook.url());
    }

    @Test
    void itsProxyHasExceptions() {
        assertThat(post(through(proxy.url(), "127.0.0.1"), HttpAccess.DIRECT, oauth.tokenUrl()))
                .isInstanceOf(Answered.class);
        assertThat(proxy.passages()).isEmpty();
    }

    @Test
    void itsProxyMayStandInTheEnvironment() {
        HttpAccess environment = new HttpAccess(Map.of(), null, Tls.DEFAULT, "", "", true, Map.of(), false, true);

        Answer answer = post(environment, HttpAccess.DIRECT, "http://tokens.invalid/token");

        assertThat(answer).isInstanceOf(Answer.NotSent.class);
        assertThat(proxy.passages())
                .extracting(FakeProxy.Passage::target)
                .containsExactly("http://tokens.invalid/token");
    }

    @Test
    void itsProxyMaySpeakSocks() {
        FakeSocks socks = FakeSocks.start(vertx, 0).await();
        socks.knows("tokens.invalid", "127.0.0.1");
        String url = oauth.tokenUrl().replace("127.0.0.1", "tokens.invalid").replace("localhost", "tokens.invalid");

        assertThat(post(through("socks5://" + socks.authority(), ""), HttpAccess.DIRECT, url))
                .isInstanceOf(Answered.class);
        assertThat(socks.passages()).extracting(FakeSocks.Passage::host).containsExactly("tokens.invalid");
    }

    @Test
    void itsProxyThatIsGoneMeansThatNothingWasSent() {
        assertThat(post(through("http://127.0.0.1:1", ""), HttpAccess.DIRECT, oauth.tokenUrl()))
                .isInstanceOfSatisfying(
                        Answer.NotSent.class,
                        notSent -> assertThat(notSent.detail())
                                .startsWith("no token: cannot connect through the proxy: "));
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void itsCertificatesAreItsOwn() throws IOException {
        FakeCertificate certificate = FakeCertificate.create(folder, "localhost");
        String url = "https://localhost:" + serve(certificate) + "/token";
        Tls trusting = new Tls(Files.readString(certificate.pem()), "", Secret.NONE, "", false, "", "");

        assertThat(post(by(trusting), HttpAccess.DIRECT, url)).isInstanceOf(Answered.class);
        assertThat(webhook.calls().getFirst().headers()).containsEntry("authorization", "Bearer of-tls");
        assertThat(post(HttpAccess.DIRECT, by(trusting), url)).isInstanceOf(Answer.NotSent.class);
        assertThat(post(by(new Tls("", "", Secret.NONE, "", true, "", "")), HttpAccess.DIRECT, url))
                .isInstanceOf(Answered.class);
    }

    @Test
    void itsCertificatesThatMakeNoSenseAreSaid() {
        Tls garbage = new Tls("garbage", "", Secret.NONE, "", false, "", "");

        assertThat(post(by(garbage), HttpAccess.DIRECT, oauth.tokenUrl()))
                .isInstanceOfSatisfying(
                        Answer.Impossible.class,
                        said -> assertThat(said.detail())
                                .startsWith("no token: cannot send: cannot read the trusted certificate"));
    }

    private int serve(FakeCertificate certificate) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions()
                        .setPath(certificate.keyStore().toString())
                        .setPassword(FakeCertificate.PASSWORD));
        JsonObject token = new JsonObject().put("access_token", "of-tls").put("token_type", "bearer");
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end(token.encode()))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
    }

    private static HttpAccess through(String proxy, String exceptions) {
        return new HttpAccess(Map.of(), null, Tls.DEFAULT, proxy, exceptions, false, Map.of(), false, true);
    }

    private static HttpAccess by(Tls tls) {
        return new HttpAccess(Map.of(), null, tls, "", "", false, Map.of(), false, true);
    }

    private Answer post(HttpAccess toTokens, HttpAccess access, String tokenUrl) {
        HttpAccess.OAuth2 client = new HttpAccess.OAuth2(
                FakeOAuth.CLIENT, new Secret(FakeOAuth.SECRET), tokenUrl, List.of(), Map.of(), toTokens);
        HttpAccess with = new HttpAccess(
                Map.of(), client, access.tls(), access.proxyUrl(), "", false, Map.of(), true, access.http2());
        return http.json(webhook.url(), with, Map.of(), new JsonObject()).await();
    }
}
