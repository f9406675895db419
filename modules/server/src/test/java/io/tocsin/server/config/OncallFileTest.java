package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.ContactRules;
import io.tocsin.escalation.ContactStep;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Reach;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.Unless;
import io.tocsin.escalation.Urgency;
import io.tocsin.escalation.Way;
import io.tocsin.model.Severity;
import io.tocsin.oncall.Hours;
import io.tocsin.oncall.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OncallFileTest {
    private static final String PEOPLE = """
            users:
              anna: {name: Anna Adler, contact_methods: {slack: U0ANNA, email: anna@example.org}}
              bob: {contact_methods: {email: bob@example.org}}
            """;

    @TempDir
    private Path folder;

    private ConfigCase config;

    @BeforeEach
    void start() {
        config = new ConfigCase(folder);
    }

    /** Problems of oncall.yml with the people above on its first three lines. */
    private List<String> problemsOf(String rest) {
        return config.file("oncall.yml", PEOPLE + rest).problems();
    }

    private Oncall oncall(String rest) {
        return config.file("oncall.yml", PEOPLE + rest).load().oncall();
    }

    @Test
    void withoutAFileNobodyIsOnCall() {
        assertThat(config.load().oncall()).isEqualTo(Oncall.NOBODY);
    }

    @Test
    void peopleHaveNamesAndWaysToReachThem() {
        Map<String, Person> users = oncall("").users();

        assertThat(users.get("anna"))
                .isEqualTo(new Person("anna", "Anna Adler", Map.of("slack", "U0ANNA", "email", "anna@example.org")));
        assertThat(users.get("bob")).extracting(Person::name).isEqualTo("bob");
    }

    @Test
    void aContactWhoseVariableIsEmptyIsNoContact() {
        assertThat(oncall("  carol: {contact_methods: {email: c@example.org, pagerduty: '${CAROL_KEY:-}'}}\n")
                        .users()
                        .get("carol"))
                .extracting(Person::contacts)
                .isEqualTo(Map.of("email", "c@example.org"));
    }

    @Test
    void somebodyWhomNobodyCanReachIsWarnedOf() {
        config.file("oncall.yml", PEOPLE + "  eve: {name: Eve}\n");

        assertThat(config.warnings())
                .containsExactly("oncall.yml:4:8: 'eve' has no contact method: a page would reach nobody");
    }

    @Test
    void anUnknownChannelIsToldTheKnownOnes() {
        assertThat(problemsOf("  eve: {contact_methods: {emial: e@example.org}}\n"))
                .containsExactly("oncall.yml:4:34: unknown channel 'emial', did you mean 'email'?; known are slack,"
                        + " email, pagerduty, sms");
    }

    @Test
    void aPolicyIsReadWithLevelsGroupsAndFallback() {
        Policy policy = Objects.requireNonNull(oncall("""
                groups: {leads: [bob, anna]}
                schedules: {primary: {layers: [{users: [anna]}]}}
                escalation_policies:
                  default:
                    levels:
                      - {notify: [{schedule: primary}]}
                      - {after: 1h30m, unless: resolved, notify: [{group: leads}, {user: bob}]}
                    fallback: [{user: bob}]
                    ack_timeout: 2h
                    repeat: {every: 3h, times: 2}
                """).policies().get("default"));

        assertThat(policy.level(1).after()).isZero();
        assertThat(policy.level(1).unless()).isEqualTo(Unless.ACKNOWLEDGED);
        assertThat(policy.level(1).targets()).containsExactly(new Target.ScheduleTarget("primary"));
        assertThat(policy.level(2).after()).isEqualTo(Duration.ofMinutes(90));
        assertThat(policy.level(2).unless()).isEqualTo(Unless.RESOLVED);
        assertThat(policy.level(2).targets())
                .containsExactly(new Target.UserTarget("bob"), new Target.UserTarget("anna"));
        assertThat(policy.fallback()).containsExactly(new Target.UserTarget("bob"));
        assertThat(policy.ackTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(policy.repeat()).isEqualTo(new Policy.Repeat(Duration.ofHours(3), 2));
    }

    @Test
    void aRoleIsSaidOnceForAllPolicies() {
        Oncall oncall = oncall("""
                groups: {leads: [bob, anna]}
                schedules: {primary: {layers: [{users: [anna]}]}}
                roles:
                  incident-commander: [{schedule: primary}, {group: leads}]
                escalation_policies:
                  default:
                    levels:
                      - {notify: [{user: bob}]}
                      - {after: 1h, notify: [{user: bob}, {role: incident-commander}]}
                    fallback: [{role: incident-commander}]
                """);

        Policy policy = Objects.requireNonNull(oncall.policies().get("default"));
        assertThat(policy.level(2).targets())
                .containsExactly(
                        new Target.UserTarget("bob"),
                        new Target.ScheduleTarget("primary"),
                        new Target.UserTarget("anna"));
        assertThat(policy.fallback()).startsWith(new Target.ScheduleTarget("primary"));
    }

    @Test
    void aRoleThatIsNobodyOrUnknownIsRefused() {
        assertThat(problemsOf("""
                roles:
                  empty: []
                  nested: [{role: empty}]
                escalation_policies:
                  default:
                    levels: [{notify: [{role: comander}]}]
                    fallback: [{user: bob}]
                """))
                .anySatisfy(problem -> assertThat(problem).contains("role 'empty' must name at least one"))
                .anySatisfy(problem -> assertThat(problem).contains("there is no role 'empty'"))
                .anySatisfy(problem -> assertThat(problem).contains("there is no role 'comander'"));
    }

    @Test
    void whoHearsOfAHandoffIsRead() {
        config.file("routing.yml", """
                route: {receiver: team}
                receivers: [{name: team, discord_configs: [{webhook_url: 'https://discord.test/x'}]}]
                """);
        Map<String, HandoffRule> handoffs = oncall("""
                schedules:
                  plain: {layers: [{users: [anna]}], handoff: true}
                  off: {layers: [{users: [anna]}], handoff: false}
                  unsaid: {layers: [{users: [anna]}]}
                  both: {layers: [{users: [anna]}], handoff: {to: [incoming, outgoing], receiver: team}}
                  channel: {layers: [{users: [anna]}], handoff: {to: [], receiver: team}}
                  default: {layers: [{users: [anna]}], handoff: {receiver: team}}
                """).handoffs();

        assertThat(handoffs)
                .containsOnly(
                        Map.entry("plain", new HandoffRule(true, false, "")),
                        Map.entry("both", new HandoffRule(true, true, "team")),
                        Map.entry("channel", new HandoffRule(false, false, "team")),
                        Map.entry("default", new HandoffRule(true, false, "team")));
    }

    @Test
    void aHandoffThatIsWrongIsRefusedWhereItStands() {
        config.file("routing.yml", """
                route: {receiver: pager}
                receivers: [{name: pager, pagerduty_configs: [{routing_key: k}]}]
                """);

        assertThat(problemsOf("""
                schedules:
                  a: {layers: [{users: [anna]}], handoff: {to: [incomming]}}
                  b: {layers: [{users: [anna]}], handoff: {to: []}}
                  c: {layers: [{users: [anna]}], handoff: {receiver: paper}}
                  d: {layers: [{users: [anna]}], handoff: {receiver: pager}}
                  e: {layers: [{users: [anna]}], handoff: {tell: [incoming]}}
                  f: {layers: [{users: [anna]}], handoff: perhaps}
                """))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("oncall.yml:5:")
                        .contains("'to' must list 'incoming', 'outgoing' or both, not 'incomming', did you mean"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("oncall.yml:6:").contains("is told to nobody"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("oncall.yml:7:")
                        .contains("there is no receiver 'paper', did you mean 'pager'?"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("oncall.yml:8:")
                        .contains("must have an integration that people read (discord, email,"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("oncall.yml:9:").contains("tell"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("oncall.yml:10:").contains("handoff"))
                .hasSize(6);
    }

    @Test
    void aScheduleIsReadWithItsZoneAndOverrides() {
        Oncall oncall = oncall("""
                schedules:
                  primary:
                    time_zone: Europe/Berlin
                    layers: [{users: [anna, bob], start: 2026-01-05T09:00, every: 1w}]
                    overrides:
                      - {user: bob, from: 2026-01-06T12:00, to: 2026-01-06T14:00+01:00}
                """);

        assertThat(oncall.schedules().get("primary"))
                .extracting(schedule -> schedule.onCallAt(Instant.parse("2026-01-06T11:30:00Z")))
                .isEqualTo(List.of("bob"));
        assertThat(oncall.schedules().get("primary"))
                .extracting(schedule -> schedule.onCallAt(Instant.parse("2026-01-06T13:00:00Z")))
                .isEqualTo(List.of("anna"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            time_zone: Europe/Berln, layers: []            | 4:34: 'time_zone' must be a time zone such as Europe/Berlin, not 'Europe/Berln', did you mean 'Europe/Berlin'?
            layers: [{users: [anna, bop]}]                 | 4:47: there is no user 'bop', did you mean 'bob'?
            layers: [{users: []}]                          | 4:32: cannot build rotation: it has no users
            layers: [{users: [anna], every: 1x}]           | 4:55: 'every' must be a period such as 12h, 1d, 1w or 2w, not '1x'
            layers: [{users: [anna], every: 0d}]           | 4:55: 'every' must be a period such as 12h, 1d, 1w or 2w, not '0d'
            layers: [{users: [anna], start: noon}]         | 4:55: 'start' must be a local time such as 2026-01-05T09:00, not 'noon'
            layers: [{user: [anna]}]                       | 4:33: unknown key 'user', did you mean 'users'?
            overrides: [{user: bob, from: 2026-01-06T12:00}] | 4:35: 'to' is required
            overrides: [{user: bob, from: x, to: 2026-01-06T12:00}] | 4:53: 'from' must be a local time such as 2026-01-05T09:00 or one with its offset, not 'x'
            overrides: [{user: eve, from: 2026-01-06T12:00, to: 2026-01-06T13:00}] | 4:42: there is no user 'eve'
            """)
    void aMistakeInAScheduleIsToldWithItsPlace(String schedule, String problem) {
        assertThat(problemsOf("schedules: {primary: {" + schedule + "}}")).containsExactly("oncall.yml:" + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {after: soon, notify: [{user: bob}]}      | 'after' must be a duration such as 30s, 5m or 1h30m, not 'soon'
            {unless: asleep, notify: [{user: bob}]}   | 'unless' must be 'acknowledged' or 'resolved', not 'asleep'
            {notify: [{user: bop}]}                   | there is no user 'bop', did you mean 'bob'?
            {notify: [{schedule: night}]}             | there is no schedule 'night'
            {notify: [{group: leads}]}                | there is no group 'leads'
            {notify: [{team: leads}]}                 | unknown key 'team'
            {notify: [bob]}                           | an item of 'notify' must be a mapping, not 'bob'
            {notify: []}                              | 'notify' must name at least one user, group, role or schedule
            {after: 5m}                               | 'notify' must name at least one user, group, role or schedule
            """)
    void aMistakeInALevelIsOneProblem(String level, String problem) {
        List<String> problems = problemsOf("escalation_policies: {p: {levels: [" + level
                + "], fallback: [{user: anna}]}}\nreceivers: {dashboard: p}");

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("oncall.yml:4:")
                .endsWith(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            levels: []                                                                       | it has 0 levels, allowed are 1 to 50
            levels: [{notify: [{user: bob}]}]                                                | it has no fallback
            levels: [{notify: [{user: bob}]}], fallback: [{user: bob}], repeat: {times: 0}   | 'times' must be a number from 1 to 1000, not '0'
            levels: [{notify: [{user: bob}]}], fallback: [{user: bob}], repeat: {evry: 1h}   | unknown key 'evry', did you mean 'every'?
            levels: [{unless: resolved, notify: [{user: bob}]}], fallback: [{user: bob}]     | level 1 is unless: resolved, so that a new round would page nobody
            """)
    void aPolicyThatCannotWorkIsRefused(String policy, String problem) {
        assertThat(problemsOf("escalation_policies: {p: {" + policy + "}}"))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void unknownNamesAreToldWhereTheyStand() {
        assertThat(problemsOf("""
                groups:
                  leads: [anna,
                          bop]
                receivers:
                  dashboard: defautl
                """))
                .containsExactly(
                        "oncall.yml:6:11: there is no user 'bop', did you mean 'bob'?",
                        "oncall.yml:8:14: there is no escalation policy 'defautl'");
    }

    @Test
    void aReceiverThatRoutingDoesNotHaveIsTold() {
        String policy = "escalation_policies: {p: {levels: [{notify: [{user: bob}]}], fallback: [{user: bob}]}}\n";

        assertThat(problemsOf(policy + "receivers:\n  dashbord: p\n"))
                .containsExactly("oncall.yml:6:13: 'receivers' binds 'dashbord', which routing.yml does not have,"
                        + " did you mean 'dashboard'?");
    }

    @Test
    void peopleChangePlacesStandInAndAreAway() throws Exception {
        config.file("away.ics", """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:test
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20260112
                SUMMARY:Bob on a boat
                END:VEVENT
                END:VCALENDAR
                """.replace("\n", "\r\n"));
        Schedule primary = Objects.requireNonNull(oncall("""
                        schedules:
                          primary:
                            time_zone: Europe/Berlin
                            coverage: optional
                            layers: [{users: [anna, bob], start: 2026-01-05T00:00, every: 12h}]
                            overrides: [{user: bob, instead: anna, from: 2026-01-06T00:00, to: 2026-01-07T00:00}]
                            swaps: [{users: [anna, bob], from: 2026-01-08T00:00, to: 2026-01-09T00:00}]
                            unavailable:
                              - {user: anna, from: 2026-01-10T00:00, to: 2026-01-11T00:00, why: skiing}
                              - {ical: away.ics}
                        """).schedules().get("primary"));

        assertThat(onCall(primary, "05")).containsExactly("anna", "bob");
        assertThat(onCall(primary, "06")).containsExactly("bob", "bob");
        assertThat(onCall(primary, "08")).containsExactly("bob", "anna");
        assertThat(onCall(primary, "10")).containsExactly("bob", "bob");
        assertThat(onCall(primary, "12")).containsExactly("anna", "anna");
        assertThat(primary.covered()).isFalse();
    }

    private static List<String> onCall(Schedule schedule, String day) {
        return List.of(
                schedule.onCallAt(Instant.parse("2026-01-" + day + "T05:00:00Z"))
                        .getFirst(),
                schedule.onCallAt(Instant.parse("2026-01-" + day + "T17:00:00Z"))
                        .getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            swaps: [{users: [anna], from: 2026-01-08T00:00, to: 2026-01-09T00:00}] | 4:39: 'users' of a swap must be the two who change places, such as [anna, bob]
            unavailable: [{ical: no.ics}]                                          | 4:44: cannot read 'no.ics': no such file, or not readable
            unavailable: [{user: ana, from: 2026-01-08T00:00, to: 2026-01-09T00:00}] | 4:44: there is no user 'ana', did you mean 'anna'?
            coverage: always                                                       | 4:33: 'coverage' must be required or optional, not 'always'
            """)
    void aMistakeAboutWhoIsAwayIsToldWithItsPlace(String schedule, String problem) {
        assertThat(problemsOf("schedules: {primary: {" + schedule + "}}"))
                .singleElement()
                .asString()
                .endsWith(problem);
    }

    @Test
    void aLayerMayServeCertainHoursOnly() throws Exception {
        config.file("routing.yml", """
                route: {receiver: r}
                receivers: [{name: r}]
                time_intervals:
                - name: office
                  time_intervals: [{times: [{start_time: '09:00', end_time: '17:00'}], location: Europe/Berlin}]
                """);
        Schedule primary = Objects.requireNonNull(oncall("""
                        schedules:
                          primary:
                            time_zone: Europe/Berlin
                            layers:
                              - {users: [anna], start: 2026-01-05T00:00}
                              - {users: [bob], start: 2026-01-05T00:00, during: [office]}
                        """).schedules().get("primary"));

        assertThat(primary.shifts(Instant.parse("2026-03-28T12:00:00Z"), Instant.parse("2026-03-29T12:00:00Z")))
                .extracting(shift -> shift.from() + " " + shift.users())
                .as("over the night in which the clocks change")
                .containsExactly(
                        "2026-03-28T12:00:00Z [bob]", "2026-03-28T16:00:00Z [anna]", "2026-03-29T07:00:00Z [bob]");
    }

    @Test
    void hoursThatNobodyDefinedAreToldWithTheirPlace() {
        assertThat(problemsOf("schedules: {primary: {layers: [{users: [anna], during: [office]}]}}"))
                .singleElement()
                .asString()
                .contains("4:57: there is no time interval of routing.yml 'office'");
    }

    private static final String HOURS = """
            route: {receiver: oncall}
            receivers: [{name: oncall}]
            time_intervals:
              - {name: office, time_intervals: [{weekdays: ['monday:friday'], times: [{start_time: '09:00', end_time: '18:00'}]}]}
              - {name: nights, time_intervals: [{times: [{start_time: '22:00', end_time: '24:00'}, {start_time: '00:00', end_time: '06:00'}]}]}
              - {name: past, time_intervals: [{years: ['2020']}]}
            """;

    /** Problems and warnings of one user whose lines these are. */
    private List<String> problemsOfAnna(String lines) {
        config.file("routing.yml", HOURS);
        return config.file(
                        "oncall.yml",
                        "users:\n  anna:\n    contact_methods: {slack: U1, email: a@example.org}\n" + lines)
                .problems();
    }

    private Reach reachOfAnna(String lines) {
        config.file("routing.yml", HOURS);
        return config.file(
                        "oncall.yml",
                        "users:\n  anna:\n    contact_methods: {slack: U1, email: a@example.org}\n" + lines)
                .load()
                .oncall()
                .reach();
    }

    @Test
    void rulesSayWhichWayAndWhenForEachUrgency() {
        ContactRules rules = Objects.requireNonNull(reachOfAnna("""
                    notification_rules:
                      high: [{via: slack}, {via: email, after: 1m}]
                      low: [{via: email, during: [office]}]
                    quiet_hours: [nights]
                """).rules().get("anna"));

        assertThat(rules.of(Urgency.HIGH))
                .containsExactly(
                        ContactStep.now("slack"), new ContactStep("email", Duration.ofMinutes(1), Hours.ALWAYS));
        Instant friday = Instant.parse("2026-03-06T20:00:00Z");
        assertThat(rules.plan(Urgency.LOW, friday))
                .extracting(Way::at)
                .containsExactly(Instant.parse("2026-03-09T09:00:00Z"));
        assertThat(rules.held()).containsExactly(Urgency.LOW);
    }

    @Test
    void whoeverHasQuietHoursOnlyHearsByAllMethods() {
        ContactRules rules = Objects.requireNonNull(reachOfAnna("""
                    quiet_hours: {during: [nights], hold: [low, high]}
                """).rules().get("anna"));

        assertThat(rules.of(Urgency.HIGH)).extracting(ContactStep::via).containsExactlyInAnyOrder("slack", "email");
        assertThat(rules.of(Urgency.LOW)).isEqualTo(rules.of(Urgency.HIGH));
        assertThat(rules.held()).containsExactlyInAnyOrder(Urgency.LOW, Urgency.HIGH);
    }

    @Test
    void whatIsNotUrgentGoesAsWhatIsWhenNothingElseIsSaid() {
        ContactRules rules = Objects.requireNonNull(reachOfAnna("    notification_rules: {high: [{via: slack}]}\n")
                .rules()
                .get("anna"));

        assertThat(rules.of(Urgency.LOW)).containsExactly(ContactStep.now("slack"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notification_rules: {high: [{via: sms}]} | there is no 'sms' among the contact methods",
                "notification_rules: {high: [{via: slak}]} | did you mean 'slack'?",
                "notification_rules: {high: []} | has no steps",
                "notification_rules: {} | must say 'high' or 'low'",
                "notification_rules: {hihg: [{via: slack}]} | did you mean 'high'?",
                "notification_rules: {high: [{via: slack}, {via: slack}]} | slack occurs twice",
                "notification_rules: {high: [{via: slack, after: 2d}]} | allowed are 0s to 24h",
                "notification_rules: {high: [{after: 2m}]} | via",
                "notification_rules: {low: [{via: slack, during: [offise]}]} | did you mean 'office'?",
                "notification_rules: {low: [{via: slack, during: []}]} | must name time intervals",
                "quiet_hours: [nihgts] | did you mean 'nights'?",
                "quiet_hours: {hold: [low]} | must name time intervals under 'during'",
                "quiet_hours: {during: [nights], hold: [medium]} | must list 'low', 'high' or both",
            })
    void rulesThatCannotWorkAreRefusedWithTheirPlace(String line, String why) {
        assertThat(problemsOfAnna("    " + line + "\n"))
                .anyMatch(problem -> problem.contains(why) && problem.contains("oncall.yml:4:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "notification_rules: {high: [{via: slack, during: [office]}], low: [{via: email}]} | may not be louder",
                "notification_rules: {low: [{via: slack, during: [past]}]} | the hours of all steps never come",
                "quiet_hours: {during: [nights], hold: high} | hold back high urgency as well",
            })
    void whatWorksAndIsProbablyNotMeantIsAWarning(String line, String why) {
        config.file("routing.yml", HOURS);
        config.file(
                "oncall.yml",
                "users:\n  anna:\n    contact_methods: {slack: U1, email: a@example.org}\n    " + line + "\n");

        assertThat(config.load().warnings())
                .anyMatch(warning -> warning.toString().contains(why));
    }

    @Test
    void severitiesMeanSomethingToPeople() {
        Reach reach = oncall("severities: {high: {urgency: low, notify_within: 15m}, low: {urgency: low}}\n")
                .reach();

        assertThat(reach.urgency(Severity.CRITICAL)).isEqualTo(Urgency.HIGH);
        assertThat(reach.urgency(Severity.HIGH)).isEqualTo(Urgency.LOW);
        assertThat(reach.urgency(Severity.LOW)).isEqualTo(Urgency.LOW);
        assertThat(reach.notifyWithin(Severity.HIGH)).isEqualTo(Duration.ofMinutes(15));
        assertThat(reach.notifyWithin(Severity.MEDIUM)).isNull();
    }

    @Test
    void severitiesThatCannotBeAreRefused() {
        assertThat(problemsOf("severities: {critcal: {urgency: high}}\n"))
                .anyMatch(p -> p.contains("did you mean 'critical'?"));
        assertThat(problemsOf("severities: {high: {urgency: loud}}\n"))
                .anyMatch(p -> p.contains("'high', 'low' or 'none'"));
        assertThat(config.file("oncall.yml", PEOPLE + "severities: {critical: {urgency: low}}\n")
                        .load()
                        .warnings())
                .anyMatch(warning -> warning.toString().contains("'critical' is less urgent"));
    }
}
