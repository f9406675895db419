package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TiersTest {
    private static final String[] BUSINESS = {
        "calendars:",
        "  business:",
        "    timezone: Europe/Berlin",
        "    hours: [{days: mon-fri, from: '08:00', to: '18:00'}, {days: [sat, sun], from: '10:00', to: '24:00'}]"
    };

    @Test
    void eachSeverityHasItsThresholdAndTheWorstIsFirst() {
        Rule rule = ratio("severity: {warning: '> 1%', critical: '> 0.05', high: '> 3%'}")
                .first();

        assertThat(rule.limits()).extracting(Limit::severity).containsExactly("critical", "high", "warning");
        assertThat(rule.limits()).extracting(Limit::value).containsExactly(0.05, 0.03, 0.01);
        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.when()).isInstanceOf(RatioCondition.class);
    }

    @Test
    void theDirectionOfTheTiersSaysWhichConditionItIs() {
        assertThat(count("severity: {warning: '> 10', critical: '> 1k'}")
                        .first()
                        .when())
                .isEqualTo(new CountCondition());
        assertThat(count("severity: {warning: '< 10', critical: '< 3'}").first().when())
                .isEqualTo(new MeasureCondition(new Measure.Count(), 0));
    }

    @Test
    void theWorstMustBeTheStrictest() {
        assertThat(count("severity: {warning: '> 10', critical: '> 10'}").problems())
                .containsExactly("'critical' must be stricter than 'warning', or 'warning' never shows");
        assertThat(count("severity: {warning: '< 3', critical: '< 10'}").problems())
                .containsExactly("'critical' must be stricter than 'warning', or 'warning' never shows");
        assertThat(count("severity: {warning: '> 3', critical: '< 10'}").problems())
                .contains("all severities must compare in one direction: 'critical' has <, 'warning' has >");
        assertThat(count("severity: {warning: '> 3', medium: '> 10'}").problems())
                .containsExactly("'warning' and 'medium' are the same severity: MEDIUM");
    }

    @Test
    void tiersThatCannotBeReadSayWhereTheyStand() {
        RuleText broken = count("severity: {warning: '> 10x', critical: '> 20'}");

        assertThat(broken.problems()).containsExactly("cannot read 'warning': count() takes a plain number, not 'x'");
        assertThat(broken.place()).isEqualTo("8:30");
        assertThat(count("severity: {warnin: '> 10', critical: '> 20'}").problems())
                .containsExactly("unknown severity 'warnin', did you mean 'warning'?");
        assertThat(count("severity: {warning: 10}").problems())
                .containsExactly("cannot read 'warning': unexpected '10', expected >=, <=, >, <");
        assertThat(count("severity: {}").problems())
                .contains("'severity' needs at least one, as in {warning: \"> 5%\"}");
    }

    @Test
    void aThresholdStandsInOnePlaceOnly() {
        assertThat(RuleText.rule("match: a:1", "when: count() > 3", "within: 1m", "severity: {warning: '> 10'}")
                        .problems())
                .containsExactly("cannot read 'when': compare either here or in 'severity', not in both");
        assertThat(RuleText.rule("match: a:1", "severity: {warning: '> 10'}").problems())
                .containsExactly("any has one severity: it is true for every matching event");
        assertThat(RuleText.rule("match: a:1", "when: count()", "within: 1m").problems())
                .containsExactly("cannot read 'when': expected a comparison, as in count() > 10");
    }

    @Test
    void aCalendarChangesTheNumberWhileItHolds() {
        Limit limit = ratio(
                        "severity: {warning: '> 1%', critical: '> 5%'}", "schedule: {business: {critical: '> 10%'}}")
                .file(BUSINESS)
                .first()
                .limits()
                .getFirst();

        assertThat(limit.at(at("2026-01-05T06:59:59Z"))).isEqualTo(0.05);
        assertThat(limit.at(at("2026-01-05T07:00:00Z"))).isEqualTo(0.10);
        assertThat(limit.at(at("2026-01-05T17:00:00Z"))).isEqualTo(0.05);
        assertThat(limit.at(at("2026-01-04T22:59:59Z"))).isEqualTo(0.10);
        assertThat(limit.at(at("2026-01-04T23:00:00Z"))).isEqualTo(0.05);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void aRuleWithOneSeverityNeedsNoName() {
        Limit limit = RuleText.rule("match: a:1", "when: count() > 3", "within: 1m", "schedule: {business: '> 30'}")
                .file(BUSINESS)
                .first()
                .limits()
                .getFirst();

        assertThat(limit.at(at("2026-01-05T12:00:00Z"))).isEqualTo(30);
        assertThat(limit.neededAtMost()).isEqualTo(31);
    }

    @Test
    void schedulesThatMakeNoSenseSaySo() {
        assertThat(tiered("schedule: {busines: {critical: '> 10%'}}"))
                .containsExactly("unknown calendar 'busines', did you mean 'business'?");
        assertThat(tiered("schedule: {business: '> 10%'}"))
                .containsExactly("this rule has several severities: {business: {critical: \"> …\"}}");
        assertThat(tiered("schedule: {business: {low: '> 10%'}}"))
                .containsExactly("the rule has no severity 'low', it has critical and warning");
        assertThat(tiered("schedule: {business: {critical: '< 10%'}}"))
                .containsExactly("a schedule changes the number only: '>' as in the rule, not '<'");
        assertThat(tiered("schedule: {business: {critical: '> 0.5%'}}"))
                .containsExactly("in 'business' 'critical' must stay stricter than 'warning'");
        assertThat(RuleText.rule("match: a:1", "schedule: {business: '> 3'}")
                        .file(BUSINESS)
                        .problems())
                .containsExactly("there is no threshold that could be scheduled");
    }

    private static List<String> tiered(String schedule) {
        return ratio("severity: {warning: '> 1%', critical: '> 5%'}", schedule)
                .file(BUSINESS)
                .problems();
    }

    @Test
    void calendarsThatMakeNoSenseSaySo() {
        assertThat(calendar("timezone: Europe/Berln, hours: []"))
                .containsExactly("unknown time zone 'Europe/Berln', did you mean 'Europe/Berlin'?");
        assertThat(calendar("hours: []")).containsExactly("'timezone' is required");
        assertThat(calendar("timezone: UTC"))
                .containsExactly("'hours' is required, as in hours: [{days: mon-fri, from: \"08:00\", to: \"18:00\"}]");
        assertThat(calendar("timezone: UTC, hours: [{days: mo}]"))
                .containsExactly("'days' must be days such as mon-fri or sat, not 'mo', did you mean 'mon'?");
        assertThat(calendar("timezone: UTC, hours: [{from: '8h'}]"))
                .containsExactly("'from' must be a time of day such as 08:00, not '8h'");
        assertThat(calendar("timezone: UTC, hours: [{till: '8h'}]")).containsExactly("unknown key 'till'");
        assertThat(RuleText.rule("match: a:1").file(BUSINESS).group(BUSINESS).problems())
                .containsExactly("calendar 'business' is already defined in a.yml:3");
    }

    private static List<String> calendar(String text) {
        return RuleText.rule("match: a:1")
                .file("calendars: {x: {" + text + "}}")
                .problems();
    }

    private static RuleText ratio(String... lines) {
        String[] all = new String[lines.length + 4];
        all[0] = "match: a:1";
        all[1] = "when: ratio(level:ERROR)";
        all[2] = "within: 5m";
        all[3] = "min_volume: 50";
        System.arraycopy(lines, 0, all, 4, lines.length);
        return RuleText.rule(all);
    }

    private static RuleText count(String severity) {
        return RuleText.rule("match: a:1", "when: count()", "within: 5m", severity);
    }
}
