package io.tocsin.server.rehearse;

import io.tocsin.yaml.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a backtest for people. */
public final class BacktestText {
    /** More lines of one kind nobody reads; JSON has all. */
    private static final int LINES_MAX = 20;

    private static final int KEYS_MAX = 3;

    private static final List<String> RULE_COLUMNS = List.of(
            "Rule",
            "firings",
            "a day",
            "p95",
            "max",
            "keys",
            "median",
            "flaps",
            "business",
            "matched",
            "late",
            "skipped");

    private final BacktestReport report;
    private final StringBuilder text = new StringBuilder();

    private BacktestText(BacktestReport report) {
        this.report = report;
    }

    /** The report; its last line says whether budgets hold. */
    public static String of(BacktestReport report) {
        BacktestText out = new BacktestText(report);
        out.coverage(report.coverage());
        out.rules(report.rules());
        report.people().forEach(out::people);
        Detection detection = report.detection();
        if (detection != null) out.detection(detection);
        Difference difference = report.difference();
        if (difference != null) out.difference(difference);
        out.sweeps(report.sweeps());
        out.budgets(report.budgets());
        return out.text.toString();
    }

    // The annotation that it asks for would be the only use of another library here.
    @SuppressWarnings("AnnotateFormatMethod")
    private void line(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static String time(Duration duration) {
        return Durations.print(Duration.ofSeconds(duration.toSeconds()));
    }

    private static String number(@Nullable Double number) {
        return number == null ? "-" : number.toString();
    }

    private static String weekly(@Nullable Double number) {
        return number == null ? "" : " (" + number + " a week)";
    }

    private void coverage(Coverage coverage) {
        line(
                "%s to %s, on the wall clock of %s",
                coverage.from(), coverage.to(), report.days().zone());
        line("");
        line("Coverage");
        line(
                "  %,d events, %,d shown to the rules, %,d before to fill their windows",
                coverage.scanned(), coverage.read(), coverage.warming());
        coverage.late().forEach((late, share) -> line("  %s%% of them arrived more than %s late", share, time(late)));
        if (!coverage.warmUpMissing().isZero()) {
            line(
                    "  of the %s that fill the windows %s are missing: the beginning may lack alerts",
                    time(coverage.warmUp()), time(coverage.warmUpMissing()));
        }
        coverage.unseen()
                .forEach(
                        (rule, fields) -> line("  %s asks for what no event has: %s", rule, String.join(", ", fields)));
        coverage.notes().forEach(note -> line("  %s", note));
    }

    private void rules(List<RuleFigures> rules) {
        line("");
        Columns table = new Columns().row(RULE_COLUMNS.toArray());
        for (RuleFigures rule : rules) table.row(cells(rule).toArray());
        text.append(table.text(""));
        for (RuleFigures rule : rules) {
            if (rule.keys() < 2) continue;
            String most = rule.top().stream()
                    .limit(KEYS_MAX)
                    .map(key -> key.share() + "% " + key.key())
                    .collect(Collectors.joining("; "));
            line("  most of %s: %s", rule.rule(), most);
        }
    }

    private static List<Object> cells(RuleFigures rule) {
        boolean fired = rule.firings() > 0;
        return List.of(
                rule.rule(),
                rule.firings(),
                number(rule.perDayMean()),
                rule.perDayP95(),
                rule.perDayMax(),
                rule.keys(),
                fired ? time(rule.median()) : "-",
                rule.flaps(),
                fired ? rule.business() + "%" : "-",
                rule.matched(),
                rule.late(),
                rule.skipped());
    }

    private void people(PeopleFigures people) {
        Duration answer = people.answer();
        line("");
        line(
                "People, when %s",
                answer == null ? "nobody answers" : "whoever is paged first answers after " + time(answer));
        line(
                "  %d pages%s, %d of them from 22 to 07; %d incidents; longest time without a page %s",
                people.pages(),
                weekly(people.pagesPerWeek()),
                people.nightPages(),
                people.incidents(),
                time(people.quiet()));
        if (!people.levels().isEmpty()) {
            line(
                    "  highest level reached: %s",
                    people.levels().entrySet().stream()
                            .map(level -> level.getKey() + " in " + level.getValue())
                            .collect(Collectors.joining(", ")));
        }
        Columns table = new Columns().row("Reader", "messages", "a week", "pages", "at night");
        for (PeopleFigures.PersonFigures person : people.people()) {
            table.row(
                    person.reader(), person.messages(), number(person.perWeek()), person.pages(), person.nightPages());
        }
        if (!people.people().isEmpty()) text.append(table.text("  "));
    }

    private void detection(Detection detection) {
        line("");
        line("Incidents");
        line(
                "  found %d of %d; time to detect %s in the middle, %s at most; %s%% of the alerts are about one",
                detection.found(),
                detection.all(),
                time(detection.median()),
                time(detection.longest()),
                detection.precision());
        list("  missed", detection.missed(), detection.missed().size());
        list("  outside", detection.outside(), detection.outsideCount());
    }

    private void difference(Difference difference) {
        line("");
        line(
                "Against %s: %d new, %d gone, %d changed, %d the same; %+d pages",
                difference.against(),
                difference.added().size(),
                difference.gone().size(),
                difference.changed().size(),
                difference.same(),
                difference.pages());
        list("  +", difference.added(), difference.added().size());
        list("  -", difference.gone(), difference.gone().size());
        list("  ~", difference.changed(), difference.changed().size());
    }

    private void list(String mark, List<String> lines, long all) {
        lines.stream().limit(LINES_MAX).forEach(each -> line("%s %s", mark, each));
        if (all > LINES_MAX) line("%s … and %d more", mark, all - LINES_MAX);
    }

    private void sweeps(List<SweepFigures> sweeps) {
        if (sweeps.isEmpty()) return;
        line("");
        line("Thresholds");
        for (SweepFigures sweep : sweeps) {
            Detection detection = sweep.detection();
            String found = detection == null ? "" : "; " + found(detection);
            line(
                    "  %s: %d firings; in all %d pages%s, %d at night%s",
                    sweep.version(),
                    sweep.firings(),
                    sweep.pages(),
                    weekly(sweep.pagesPerWeek()),
                    sweep.nightPages(),
                    found);
        }
    }

    /** Numbers are enough where the same incidents are named above. */
    private static String found(Detection detection) {
        String found = "finds " + detection.found() + " of " + detection.all();
        if (detection.missed().isEmpty()) return found;
        return found + ", misses "
                + detection.missed().stream()
                        .map(words -> words.substring(0, words.indexOf(' ')))
                        .collect(Collectors.joining(", "));
    }

    private void budgets(List<BudgetResult> budgets) {
        line("");
        for (BudgetResult budget : budgets) line("%-4s  %s", budget.broken() ? "OVER" : "ok", budget.words());
        long broken = report.broken().size();
        if (budgets.isEmpty()) line("no rule has a budget");
        else line(broken == 0 ? "good: every budget holds" : broken + " of " + budgets.size() + " budgets do not hold");
    }
}
