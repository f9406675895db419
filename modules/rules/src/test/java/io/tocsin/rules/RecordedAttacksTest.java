package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The brute-force attacks in the log of a real SSH server. */
class RecordedAttacksTest {
    private static final String SSH = "openssh";

    private static final String RULE = "action:login_failed";

    @Test
    void exactlyTheSixAttackersFireAtTheirEleventhFailure() throws IOException {
        RuleSet rules = Streams.rule("30s", "match: " + RULE, "by: [ip]", "when: count() > 10", "within: 5m");

        assertThat(firstFired(rules, "Test", SSH)).isEqualTo(attackers(SSH));
    }

    @ParameterizedTest
    @CsvSource({"openssh, BruteForceLogin", "linux, BruteForceHost", "web_access, BruteForceLogin"})
    void theShippedRulesFindExactlyThose(String log, String rule) throws IOException {
        assertThat(firstFired(RecordedLogs.shippedRules(), rule, log)).isEqualTo(attackers(log));
    }

    @Test
    void readersOfAWebSiteAbuseNothing() throws IOException {
        assertThat(firstFired(RecordedLogs.shippedRules(), "ApiAbuse", "web_access"))
                .isEmpty();
    }

    private static Map<String, Instant> firstFired(RuleSet rules, String name, String log) throws IOException {
        Map<String, Instant> found = new TreeMap<>();
        for (Firing firing :
                Streams.feed(new RuleEngine(rules), RecordedLogs.events("data/logs/" + log + ".ndjson.gz"))) {
            if (!firing.alert().name().equals(name)) continue;
            found.putIfAbsent(
                    firing.alert().labels().orEmpty("ip"), firing.alert().startsAt());
        }
        return found;
    }

    private static Map<String, Instant> attackers(String log) throws IOException {
        Map<String, Instant> known = new TreeMap<>();
        for (Truth attacker : RecordedLogs.truth("data/logs/" + log + ".truth.json")
                .at("brute_force")
                .items()) {
            known.put(attacker.text("ip"), attacker.instant("crossed_at"));
        }
        return known;
    }
}
