package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.HttpAccess;
import io.tocsin.model.HttpAccess.OAuth2;
import io.tocsin.model.HttpAccess.Statement;
import io.tocsin.model.HttpAccess.Tls;
import io.tocsin.model.Secret;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.testkit.FakeOAuth;
import io.tocsin.testkit.FakeWebhook;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token for a statement that we sign, in a conversation with a server that looks at the signature. */
class SignedStatementTest {
    private static final KeyPair KEYS = keys();

    /** Where PKCS #8 holds the PKCS #1 of a key of 2,048 bits. */
    private static final int ENVELOPE = 26;

    private final Vertx vertx = Vertx.vertx();
    private final FakeWebhook webhook = FakeWebhook.start(vertx, 0).await();
    private final FakeOAuth oauth = FakeOAuth.start(vertx, 0).await();
    private final HttpPost http = new HttpPost(vertx, ChannelSettings.defaults(""), Map.of());

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void trust() {
        oauth.trust(KEYS.getPublic());
    }

    @AfterEach
    void stop() {
        http.close().await();
        vertx.close().await();
    }

    private static String pem(String what, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private static String pkcs8() {
        return pem("PRIVATE KEY", KEYS.getPrivate().getEncoded());
    }

    private Answer post(Statement statement, List<String> scopes) {
        OAuth2 client = new OAuth2(
                FakeOAuth.CLIENT,
                Secret.NONE,
                oauth.tokenUrl(),
                scopes,
                Map.of("resource", "hooks"),
                statement,
                HttpAccess.DIRECT);
        HttpAccess access = new HttpAccess(Map.of(), client, Tls.DEFAULT, "", "", false, Map.of(), true, true);
        return http.json(webhook.url(), access, Map.of(), new JsonObject()).await();
    }

    private static Statement plain(String key, String algorithm) {
        return new Statement(new Secret(key), "", algorithm, "", "", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512"})
    void eachAlgorithmGetsAToken(String algorithm) {
        assertThat(post(plain(pkcs8(), algorithm), List.of())).isInstanceOf(Answered.class);
        assertThat(webhook.calls().getFirst().headers())
                .containsEntry(
                        "authorization", "Bearer " + oauth.messages().getFirst().token());
    }

    @Test
    void theOlderFormOfAKeyIsRead() {
        byte[] pkcs8 = KEYS.getPrivate().getEncoded();
        String pkcs1 = pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, ENVELOPE, pkcs8.length));

        assertThat(post(plain(pkcs1, "RS256"), List.of())).isInstanceOf(Answered.class);
    }

    @Test
    void whatIsSaidIsWhatTheFileSays() {
        Map<String, Object> claims = Map.of("team", "sre", "level", 2L, "jti", "mine");
        post(new Statement(new Secret(pkcs8()), "k1", "RS256", "issuer", "", claims), List.of("a", "b"));

        assertThat(oauth.messages().getFirst().parameters())
                .containsEntry("resource", "hooks")
                .containsEntry("claim.iss", "issuer")
                .containsEntry("claim.sub", FakeOAuth.CLIENT)
                .containsEntry("claim.scope", "a b")
                .containsEntry("claim.kid", "k1")
                .containsEntry("claim.team", "sre")
                .containsEntry("claim.level", "2")
                .containsEntry("claim.jti", "mine")
                .doesNotContainKeys("client_id", "client_secret");
    }

    @Test
    void withoutAnIssuerItIsTheClient() {
        post(plain(pkcs8(), "RS256"), List.of());

        assertThat(oauth.messages().getFirst().parameters())
                .containsEntry("claim.iss", FakeOAuth.CLIENT)
                .containsEntry("claim.aud", oauth.tokenUrl())
                .doesNotContainKey("claim.scope");
    }

    @Test
    void aTokenIsAskedForOnce() {
        Statement statement = plain(pkcs8(), "RS256");
        post(statement, List.of());
        post(statement, List.of());

        assertThat(oauth.messages()).hasSize(1);
        assertThat(webhook.calls()).hasSize(2);
    }

    @Test
    void aServerForWhomItIsNotMeantRefuses() {
        Answer answer =
                post(new Statement(new Secret(pkcs8()), "", "RS256", "", "https://another", Map.of()), List.of());

        assertThat(answer).isEqualTo(new Answer.Impossible("no token: the token server says invalid_grant"));
        assertThat(webhook.calls()).isEmpty();
    }

    @Test
    void theKeyOfSomebodyElseIsRefused() {
        byte[] other = keys().getPrivate().getEncoded();

        assertThat(post(plain(pem("PRIVATE KEY", other), "RS256"), List.of())).isInstanceOf(Answer.Impossible.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----"})
    void aKeyThatIsNoneIsSaidAndNotShown(String key) {
        assertThat(post(plain(key, "RS256"), List.of()))
                .isInstanceOfSatisfying(
                        Answer.Impossible.class,
                        said -> assertThat(said.detail())
                                .contains("no RSA key in PEM form")
                                .doesNotContain("s3cret"));
        assertThat(oauth.messages()).isEmpty();
    }
}
