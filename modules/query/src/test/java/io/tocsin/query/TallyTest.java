package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Tally.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final List<LogEvent> EVENTS = List.of(
            at("2026-11-20T08:00:01Z", "service", "api", "ms", "10", "user", "anna"),
            at("2026-11-20T08:00:59.999Z", "service", "api", "ms", "30", "user", "bob"),
            at("2026-11-20T08:01:00Z", "service", "api", "ms", "soon", "user", "anna"),
            at("2026-11-20T08:01:01Z", "service", "web", "ms", "2.5"),
            at("2026-11-20T08:01:02Z", "ms", "7", "ms", "1000"));

    @Test
    void eventsAreCountedByAField() {
        assertThat(rows("count by service")).containsExactly(row("api", 3L), row("web", 1L), row(null, 1L));
    }

    @Test
    void eventsAreCountedAltogether() {
        assertThat(rows("count")).containsExactly(row(5L));
    }

    @Test
    void nothingIsCountedToo() {
        assertThat(tally("count, sum(x), avg(x), min(x), max(x), p95(x), distinct(x)")
                        .table()
                        .rows())
                .containsExactly(row(0L, 0L, null, null, null, null, 0L));
        assertThat(tally("count by x").table().rows()).isEmpty();
    }

    @Test
    void valuesThatAreNoNumbersAreSkippedAndTheFirstOfSeveralCounts() {
        assertThat(rows("sum(ms), avg(ms), min(ms), max(ms), p50(ms) by service"))
                .containsExactly(
                        row("api", 40L, 20L, 10L, 30L, 10L),
                        row("web", 2.5, 2.5, 2.5, 2.5, 2.5),
                        row(null, 7L, 7L, 7L, 7L, 7L));
    }

    @Test
    void everyMeasureOfAGroupWithoutNumbersIsSaidToBeMissing() {
        Tally tally = tally("sum(ms), avg(ms), min(ms), max(ms), p50(ms), distinct(ms) by service");
        tally.add(EVENTS.get(2));

        assertThat(tally.table().rows()).containsExactly(row("api", 0L, null, null, null, null, 1L));
    }

    @Test
    void timeIsCutIntoStretchesFromTheEpoch() {
        assertThat(rows("count by 1m"))
                .containsExactly(row("2026-11-20T08:00:00Z", 2L), row("2026-11-20T08:01:00Z", 3L));
    }

    @Test
    void timesBeforeTheEpochBelongToTheStretchBeforeIt() {
        Tally tally = tally("count by 1h");
        tally.add(at("1969-12-31T23:59:59.9999Z"));

        assertThat(tally.table().rows()).containsExactly(row("1969-12-31T23:00:00Z", 1L));
    }

    @Test
    void rowsComeByTimeThenByHowManyThenByValue() {
        assertThat(rows("count by 1m, user"))
                .containsExactly(
                        row("2026-11-20T08:00:00Z", "anna", 1L),
                        row("2026-11-20T08:00:00Z", "bob", 1L),
                        row("2026-11-20T08:01:00Z", null, 2L),
                        row("2026-11-20T08:01:00Z", "anna", 1L));
    }

    @Test
    void withoutACountInFrontRowsComeByTheirValues() {
        assertThat(rows("max(ms), count by user"))
                .containsExactly(row("anna", 10L, 2L), row("bob", 30L, 1L), row(null, 7L, 2L));
    }

    @Test
    void differentValuesAreCountedCaseAndAll() {
        Tally tally = tally("distinct(user)");
        for (String user : List.of("anna", "Anna", "bob", "anna")) tally.add(Events.event("user", user));

        assertThat(tally.table().rows()).containsExactly(row(3L));
    }

    @Test
    void theTopLeavesOutEventsWithoutTheField() {
        assertThat(rows("top 10 user")).containsExactly(row("anna", 2L), row("bob", 1L));
        assertThat(rows("top 1 user")).containsExactly(row("anna", 2L));
    }

    @Test
    void rowsAreSortedByNumbersAndMissingOnesComeLast() {
        assertThat(rows("avg(ms), count by service | sort avg(ms) desc"))
                .containsExactly(row("api", 20L, 3L), row(null, 7L, 1L), row("web", 2.5, 1L));
        assertThat(rows("min(user), count by user | sort user desc | limit 2"))
                .containsExactly(row("bob", null, 1L), row("anna", null, 2L));
    }

    @Test
    void keysAreSortedAsNumbersOrLevelsWhereTheyAreSome() {
        Tally numbers = tally("count by status | sort status");
        for (String status : List.of("404", "1000", "x", "20")) numbers.add(Events.event("status", status));
        Tally levels = tally("count by level | sort level desc");
        for (String level : List.of("WARN", "FATAL", "DEBUG")) levels.add(Events.event("level", level));

        assertThat(keys(numbers)).containsExactly("20", "404", "1000", "x");
        assertThat(keys(levels)).containsExactly("FATAL", "WARN", "DEBUG");
    }

    @Test
    void ofAFieldAndAMeasureOfOneNameTheMeasureIsSorted() {
        Tally tally = tally("count by count | sort count desc");
        for (String value : List.of("9", "1", "1")) tally.add(Events.event("count", value));

        assertThat(tally.table().rows()).containsExactly(row("1", 2L), row("9", 1L));
    }

    @Test
    void wholeGroupsCountAsTheirEventsDo() {
        Tally tally = tally("count, sum(ms), avg(ms), p95(ms), p50(ms), distinct(user) by service, 1m");
        Group group = Objects.requireNonNull(tally.group(60_000, Arrays.asList("api")));
        group.count(20);
        for (int measure : new int[] {1, 2, 3, 4}) {
            group.number(measure, 5, 19);
            group.number(measure, 100, 1);
        }
        group.text(5, "anna");

        assertThat(tally.group(60_000, List.of("api"))).isSameAs(group);
        assertThat(tally.table().rows())
                .containsExactly(row("1970-01-01T00:01:00Z", "api", 20L, 195L, 9.75, 5L, 5L, 1L));
    }

    @Test
    void tooManyGroupsAreSaidAndTheLaterOnesLeftOut() {
        Tally tally = tally("count by x");
        for (int i = 0; i <= Tally.GROUPS_MAX; i++) tally.add(Events.event("x", "v" + i));
        tally.add(Events.event("x", "v0"));

        assertThat(tally.group(0, List.of("new"))).isNull();
        assertThat(tally.table().truncated()).isTrue();
        assertThat(tally.table().rows()).hasSize(Tally.GROUPS_MAX).startsWith(row("v0", 2L));
    }

    @Test
    void theTopIsFoundAmongMoreGroupsThanATableHas() {
        Tally tally = tally("top 1 x");
        for (int i = 0; i < 3 * Tally.GROUPS_MAX; i++) tally.add(Events.event("x", "v" + i));
        tally.add(Events.event("x", "v29999"));

        assertThat(tally.table()).isEqualTo(new Table(List.of("x", "count"), List.of(row("v29999", 2L)), false));
    }

    @Test
    void groupsThatKeepValuesAreFewerTheMoreTheyKeep() {
        Tally tally = tally("p50(x), p95(x), p50(y), distinct(z), distinct(y) by k");
        IntStream.range(0, 2_501).forEach(i -> tally.add(Events.event("k", "v" + i)));

        assertThat(tally.table().rows()).hasSize(Tally.GROUPS_MAX / 4);
        assertThat(tally.table().truncated()).isTrue();
    }

    @Test
    void pipesThatMakeNoTableAreRefused() {
        assertThatThrownBy(() -> new Tally(List.of(new Pipe.Limit(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("works on a table");
    }

    private static List<String> keys(Tally tally) {
        return tally.table().rows().stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    private static List<List<@Nullable Object>> rows(String pipes) {
        Tally tally = tally(pipes);
        EVENTS.forEach(tally::add);
        assertThat(tally.table().truncated()).isFalse();
        return tally.table().rows();
    }

    private static Tally tally(String pipes) {
        return new Tally(Statement.parse("* | " + pipes).pipes());
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        List<@Nullable Object> row = new ArrayList<>();
        for (Object cell : cells) row.add(cell);
        return row;
    }

    private static LogEvent at(String time, String... pairs) {
        return Events.event(Instant.parse(time), List.of(), pairs);
    }
}
