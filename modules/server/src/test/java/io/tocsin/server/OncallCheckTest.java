package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.OncallCheck.Finding;
import io.tocsin.server.config.ConfigFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OncallCheckTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

    private static final String ROUTING = """
            global: {smtp_from: tocsin@example.org, smtp_smarthost: 'localhost:25'}
            route: {receiver: oncall}
            receivers: [{name: oncall}]
            """;

    @TempDir
    private Path folder;

    @Test
    void aGoodPlanHasNothingToSay() throws Exception {
        assertThat(check("""
                users: {anna: {contact_methods: {email: a@example.org}}, bob: {contact_methods: {email: b@example.org}}}
                schedules:
                  first: {layers: [{users: [anna, bob], start: 2026-01-05T09:00}]}
                  second: {layers: [{users: [bob, anna], start: 2026-01-05T09:00}]}
                escalation_policies:
                  default:
                    levels: [{after: 0m, notify: [{schedule: first}]}, {after: 15m, notify: [{schedule: second}]}]
                    fallback: [{user: anna}]
                """)).isEmpty();
    }

    @Test
    void aGapIsGraveUnlessItIsMeant() throws Exception {
        String plan = """
                users: {anna: {contact_methods: {email: a@example.org}}}
                schedules:
                  nights:
                    time_zone: Europe/Berlin
                    coverage: %s
                    layers: [{users: [anna], start: 2026-01-05T10:00}]
                    unavailable: [{user: anna, from: 2026-01-12T00:00, to: 2026-01-13T00:00}]
                escalation_policies: {default: {levels: [{after: 0m, notify: [{schedule: nights}]}], fallback: [{user: anna}]}}
                """;
        String why = "nobody is on call from Mon 2026-01-12 00:00 to Tue 2026-01-13 00:00";

        assertThat(check(plan.formatted("required"))).containsExactly(new Finding(true, "nights", why));
        assertThat(check(plan.formatted("optional"))).containsExactly(new Finding(false, "nights", why));
    }

    @Test
    void whoeverCannotBeReachedIsNamedWithTheReason() throws Exception {
        assertThat(check("""
                users: {anna: {contact_methods: {slack: U1}}, bob: {}, carol: {contact_methods: {email: c@example.org}}, dave: {}}
                escalation_policies: {default: {levels: [{after: 0m, notify: [{user: anna}, {user: bob}]}], fallback: [{user: carol}]}}
                """))
                .containsExactly(
                        new Finding(
                                true,
                                "anna",
                                "cannot be reached: none of slack can be used: routing.yml has no transport for it under 'global'"),
                        new Finding(true, "bob", "cannot be reached: there is no contact method"));
    }

    @Test
    void whoeverComesOnAndWillNotHearOfItIsNamedAndItIsNotGrave() throws Exception {
        String plan = """
                users: {anna: {contact_methods: {email: a@example.org}}, bob: {contact_methods: {pagerduty: key}}}
                schedules: {first: {handoff: %s, layers: [{users: [anna, bob], start: 2026-01-05T09:00, every: 1d}]}}
                escalation_policies: {default: {levels: [{notify: [{schedule: first}]}], fallback: [{user: anna}]}}
                """;

        assertThat(check(plan.formatted("true")))
                .containsExactly(new Finding(
                        false,
                        "first",
                        "bob will not hear of coming on call: none of pagerduty works for it, which is told as low"
                                + " urgency is, and never by pagerduty"));
        assertThat(check(plan.formatted("{to: [outgoing]}"))).isEmpty();
        assertThat(check(plan.formatted("false"))).isEmpty();
    }

    @Test
    void whoeverCannotBeToldOfAnUrgencyIsNamed() throws Exception {
        assertThat(check("""
                users:
                  anna: {contact_methods: {slack: U1, email: a@example.org}, notification_rules: {high: [{via: slack}], low: [{via: email}]}}
                escalation_policies: {default: {levels: [{after: 0m, notify: [{user: anna}]}], fallback: [{user: anna}]}}
                """))
                .containsExactly(new Finding(
                        true,
                        "anna",
                        "cannot be told of high urgency: none of slack can be used, or their hours never come"));
    }

    @Test
    void whoeverHearsOfWhatIsLessUrgentSoonerIsNoted() throws Exception {
        assertThat(check("""
                users:
                  anna: {contact_methods: {email: a@example.org}, notification_rules: {high: [{via: email, after: 5m}], low: [{via: email}]}}
                escalation_policies: {default: {levels: [{after: 0m, notify: [{user: anna}]}], fallback: [{user: anna}]}}
                """))
                .containsExactly(new Finding(
                        false, "anna", "hears of low urgency before high urgency at Mon 2026-01-05 09:00 UTC"));
    }

    @Test
    void aLevelThatAsksTheSamePeopleAgainIsNoted() throws Exception {
        assertThat(check("""
                users: {anna: {contact_methods: {email: a@example.org}}, bob: {contact_methods: {email: b@example.org}}}
                schedules:
                  first: {layers: [{users: [anna, bob], start: 2026-01-05T09:00}]}
                  second: {layers: [{users: [bob], start: 2026-01-05T09:00}]}
                  third: {layers: [{users: [bob], start: 2026-01-05T09:00}]}
                escalation_policies:
                  default:
                    levels: [{after: 0m, notify: [{schedule: first}]}, {after: 15m, notify: [{schedule: second}]}]
                    fallback: [{user: anna}]
                """))
                .containsExactly(
                        new Finding(false, "third", "no policy asks this schedule"),
                        new Finding(
                                false,
                                "default",
                                "level 2 pages only bob, as level 1 has, at Mon 2026-01-12 09:00 UTC"));
    }

    private List<Finding> check(String oncall) throws IOException {
        Files.writeString(folder.resolve("routing.yml"), ROUTING);
        Files.writeString(folder.resolve("oncall.yml"), oncall);
        return OncallCheck.of(
                ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null),
                MONDAY,
                Duration.ofDays(14));
    }
}
