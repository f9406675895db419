package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped rules understand both shapes of events that services send. */
class ShippedRulesTest {
    @Test
    void aFailedLoginHasAnActionOfItsOwn() {
        assertThat(fired(11, "action", "login_failed", "ip", "10.0.0.7", "user", "anna"))
                .containsExactlyInAnyOrder("BruteForceLogin", "BruteForceUser");
    }

    @Test
    void aFailedLoginHasAnActionAndAStatus() {
        assertThat(fired(11, "action", "login_attempt", "status", "failed", "ip", "10.0.0.7"))
                .containsExactly("BruteForceLogin");
    }

    /** As the normalised names have it: the service sent {@code username} and {@code context.ip} as well. */
    @Test
    void aFailedLoginHasAnOperationAndAStatus() {
        assertThat(fired(11, "operation", "login", "status", "failed", "action", "login", "ip", "10.0.0.7"))
                .containsExactly("BruteForceLogin");
    }

    @Test
    void tenFailedLoginsAndElevenGoodOnesAreQuiet() {
        assertThat(fired(10, "action", "login_failed", "ip", "10.0.0.7")).isEmpty();
        assertThat(fired(11, "action", "login", "status", "success", "ip", "10.0.0.7"))
                .isEmpty();
    }

    @Test
    void aFailedRequestHasAStatusOfFiveHundredAndMore() {
        assertThat(fired(300, "service", "gateway", "status", "503", "level", "INFO"))
                .containsExactly("HighErrorRate");
    }

    @Test
    void aFailedRequestWithoutANumericStatusHasTheLevelError() {
        assertThat(fired(
                        300,
                        "service",
                        "orders",
                        "status",
                        "failed",
                        "level",
                        "ERROR",
                        "action",
                        "create_order_failed"))
                .containsExactly("HighErrorRate");
        assertThat(fired(300, "service", "orders", "duration_ms", "7", "level", "ERROR"))
                .containsExactly("HighErrorRate");
    }

    @Test
    void whatTheClientDidWrongIsNoFailureOfTheService() {
        assertThat(fired(300, "service", "gateway", "status", "404", "level", "ERROR"))
                .isEmpty();
    }

    @Test
    void aLineThatIsNoRequestIsNotCounted() {
        assertThat(fired(300, "service", "gateway", "level", "ERROR")).isEmpty();
    }

    private static List<String> fired(int count, String... fields) {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) events.add(Streams.event(i, i * 100L, fields));
        events.add(Streams.event(count, 65_000));
        return Streams.feed(new RuleEngine(RecordedLogs.shippedRules()), events).stream()
                .map(firing -> firing.alert().name())
                .toList();
    }
}
