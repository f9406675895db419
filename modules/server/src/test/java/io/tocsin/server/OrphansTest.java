package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.Alert;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFiles;
import io.tocsin.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrphansTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String RULES = """
            groups:
              - name: availability
                rules:
                  - alert: ServiceDown
                    match: '*'
                    by: [service]
                    when: absent()
                    within: 2m
                    severity: critical
                  - alert: ManyErrors
                    match: level:ERROR
                    by: [service]
                    when: count() > 10
                    within: 1m
                    severity: high
            """;

    private final Orphans orphans = new Orphans();
    private final Map<String, Rule> rules = rules(RULES);

    private static Map<String, Rule> rules(String text) {
        Problems problems = new Problems();
        Map<String, Rule> byName = new HashMap<>();
        RuleFiles.parse(Map.of("rules.yml", text), problems).rules().forEach(rule -> byName.put(rule.name(), rule));
        assertThat(problems.isEmpty()).isTrue();
        return byName;
    }

    private static LogEvent event(String service, Instant at) {
        String json = "{\"timestamp\":\"" + at + "\",\"level\":\"INFO\",\"service\":\"" + service + "\"}";
        EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
        return decoder.parse(1, at, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Alert alert(String name) {
        return AlertLab.alert(name, NOON, "service", "ledger");
    }

    private List<Firing> adopt(Alert alert) {
        return orphans.adopt(alert, rules.get(alert.name()), NOON.plusSeconds(60));
    }

    @Test
    void anAlertThatTheWindowsDoNotKnowHasEnded() {
        assertThat(adopt(alert("ManyErrors"))).singleElement().satisfies(firing -> {
            assertThat(firing).isInstanceOf(Firing.Resolved.class);
            assertThat(firing.alert().endsAt()).isEqualTo(NOON.plusSeconds(60));
        });
    }

    @Test
    void anAlertWhoseRuleIsGoneHasEnded() {
        assertThat(adopt(alert("Forgotten"))).hasSize(1);
    }

    @Test
    void aSilentServiceIsStillSilent() {
        assertThat(adopt(alert("ServiceDown"))).isEmpty();
        assertThat(orphans.seen(event("checkout", NOON.plus(Duration.ofHours(1)))))
                .isEmpty();
    }

    @Test
    void aSilentServiceIsBackOnceItIsHeard() {
        adopt(alert("ServiceDown"));
        Instant later = NOON.plus(Duration.ofHours(1));

        assertThat(orphans.seen(event("ledger", later))).singleElement().satisfies(firing -> {
            assertThat(firing.alert().labels()).isEqualTo(alert("ServiceDown").labels());
            assertThat(firing.alert().endsAt()).isEqualTo(later);
        });
        assertThat(orphans.seen(event("ledger", later))).as("it ends once").isEmpty();
    }

    @Test
    void whatWasSaidBeforeTheSilenceDoesNotEndIt() {
        adopt(alert("ServiceDown"));

        assertThat(orphans.seen(event("ledger", NOON.minusSeconds(1)))).isEmpty();
    }

    @Test
    void aRuleThatIsTakenAwayEndsItsSilence() {
        adopt(alert("ServiceDown"));

        assertThat(orphans.replace(Map.of(), NOON)).hasSize(1);
        assertThat(orphans.seen(event("ledger", NOON.plusSeconds(60)))).isEmpty();
    }

    @Test
    void otherRulesKeepTheSilence() {
        adopt(alert("ServiceDown"));

        assertThat(orphans.replace(rules, NOON)).isEmpty();
        assertThat(orphans.seen(event("ledger", NOON.plusSeconds(60)))).hasSize(1);
    }
}
