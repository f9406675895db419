package io.tocsin.server.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Secret;
import io.tocsin.testkit.FakeTwilioRequest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioSignatureTest {
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final Map<String, String> FORM = Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675309",
            "Digits", "1234",
            "From", "+14158675309",
            "To", "+18005551212");
    private static final String DOCUMENTED = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private static final Secret TOKEN = new Secret("12345");

    /** The example of Twilio's own documentation. */
    @Test
    void theDocumentedExampleIsGood() {
        assertThat(TwilioSignature.isGood(TOKEN, URL, FORM, DOCUMENTED)).isTrue();
        assertThat(new FakeTwilioRequest("12345", URL, FORM).signature()).isEqualTo(DOCUMENTED);
    }

    @Test
    void anythingElseIsNot() {
        Map<String, String> other = new HashMap<>(FORM);
        other.put("Digits", "1235");

        assertThat(TwilioSignature.isGood(TOKEN, URL, other, DOCUMENTED)).isFalse();
        assertThat(TwilioSignature.isGood(TOKEN, URL + "&", FORM, DOCUMENTED)).isFalse();
        assertThat(TwilioSignature.isGood(new Secret("12346"), URL, FORM, DOCUMENTED))
                .isFalse();
        assertThat(TwilioSignature.isGood(TOKEN, URL, FORM, "")).isFalse();
        assertThat(TwilioSignature.isGood(Secret.NONE, URL, FORM, DOCUMENTED)).isFalse();
    }
}
