package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Secret;
import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakePagerDuty.Incident;
import io.tocsin.testkit.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyChannelTest extends ChannelContract {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final FakePagerDuty pagerDuty = FakePagerDuty.start(vertx, 0).await();

    @Override
    Destination destination() {
        return new Destination.PagerDuty(pagerDuty.url(), new Secret(KEY));
    }

    @Override
    Destination deserted() {
        return new Destination.PagerDuty("http://127.0.0.1:1/" + KEY, new Secret(KEY));
    }

    @Override
    void trouble(Trouble kind) {
        pagerDuty.failNext(
                switch (kind) {
                    case SERVER_ERROR -> Fault.serverError();
                    case HANG -> Fault.hang();
                    case LOST_ANSWER -> Fault.resetAfterBody();
                    case REFUSED_FOR_GOOD -> Fault.answer(400, "{\"errors\":[\"no such key " + KEY + "\"]}");
                });
    }

    @Override
    int received() {
        return pagerDuty.events().size();
    }

    @Override
    String secret() {
        return KEY;
    }

    @Test
    void oneIncidentLivesFromTriggerToResolve() {
        send(Samples.page(destination()));
        send(Samples.page(destination()));
        assertThat(pagerDuty.incidents()).extracting(Incident::triggers).containsExactly(2);

        send(Samples.acknowledged(destination(), ""));
        assertThat(pagerDuty.incidents()).extracting(Incident::status).containsExactly(Incident.Status.ACKNOWLEDGED);

        send(Samples.resolved(destination(), ""));
        assertThat(pagerDuty.incidents()).extracting(Incident::status).containsExactly(Incident.Status.RESOLVED);
    }

    @Test
    void theKeyIsTheOneThatAlertmanagerSends() {
        send(Samples.page(destination()));

        // sha256sum of the group key
        assertThat(pagerDuty.events().getFirst().dedupKey())
                .isEqualTo(Texts.sha256(Samples.group(Samples.alerts(1)).key()))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void theEventCarriesTheFactsAndTheLinks() {
        send(Samples.page(destination()));

        JsonObject event = pagerDuty.events().getFirst().body();
        JsonObject payload = event.getJsonObject("payload");
        assertThat(payload.getString("summary")).isEqualTo("CRITICAL: " + Samples.TITLE);
        assertThat(payload.getString("severity")).isEqualTo("critical");
        assertThat(payload.getString("source")).isEqualTo("payment_api");
        assertThat(payload.getString("timestamp")).isEqualTo("2026-03-01T02:52:00Z");
        assertThat(payload.getJsonObject("custom_details").encode())
                .contains("primary on call", "carla", "ben by email", "gateway=gateway-1", "00000000000004f2");
        assertThat(event.getJsonArray("links").encode()).contains("Runbook", "Dashboard", "Log lines", "Acknowledge");
        assertThat(event.getString("client_url")).isEqualTo(Samples.LINKS.incident());
    }

    @Test
    void anEventOverTheLimitLosesItsDetailsAndNotItself() {
        String huge = "x".repeat(20_000);
        Notice notice =
                Samples.notice(Notice.Kind.PAGE, destination(), Samples.briefing(Samples.alerts(20), huge, huge), "");

        assertThat(send(notice)).isInstanceOf(Outcome.Delivered.class);
        assertThat(pagerDuty.events().getFirst().body().getJsonObject("payload").getString("summary"))
                .hasSize(1024);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid event, Permanent",
        "413, too large, Permanent",
        "403, proxy, Retry",
        "429, slow down, Retry",
        "500, oops, Retry",
        "200, <html>maintenance</html>, Retry",
    })
    void answersMeanWhatPagerDutySaysTheyMean(int status, String body, String outcome) {
        pagerDuty.failNext(Fault.answer(status, body));

        assertThat(send(Samples.page(destination())).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void tooManyWaitsAsLongAsAsked() {
        pagerDuty.failNext(Fault.tooMany("120"));

        assertThat(((Outcome.Retry) send(Samples.page(destination()))).after()).isEqualTo(Duration.ofMinutes(2));
    }
}
