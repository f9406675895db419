package io.tocsin.benchmarks;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What was measured, against what was promised; becomes Markdown. */
final class Report {
    private final PrintWriter out;
    private final List<String> figures = new ArrayList<>();
    private final List<String> details = new ArrayList<>();

    /** Tells the writer of every number as soon as it is known: a run takes long. */
    Report(PrintWriter out) {
        this.out = out;
    }

    /** A number with a promise. */
    void figure(String what, String measured, String target, boolean met) {
        row(what, measured, target, met ? "yes" : "**no**");
    }

    /** A number that could not be measured, and why. */
    void missing(String what, String why, String target) {
        row(what, why, target, "–");
    }

    private void row(String what, String measured, String target, String met) {
        figures.add("| " + what + " | " + measured + " | " + target + " | " + met + " |");
        out.println("  " + what + ": " + measured + " (promised: " + target + "; met: " + met + ")");
        out.flush();
    }

    /** Begins a table of numbers behind the figures. */
    void table(String title, String... columns) {
        line("");
        line("### " + title);
        line("");
        line("| " + String.join(" | ", columns) + " |");
        line("|" + "---|".repeat(columns.length));
    }

    /** A row of that table. */
    void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    /** A remark. */
    void note(String text) {
        line("");
        line(text);
    }

    private void line(String text) {
        details.add(text);
        out.println(text);
        out.flush();
    }

    /** All of it, the figures first. */
    String markdown(String head) {
        List<String> lines =
                new ArrayList<>(List.of(head, "", "| what | measured | promised | met |", "|---|---|---|---|"));
        lines.addAll(figures);
        lines.addAll(details);
        return String.join("\n", lines) + "\n";
    }
}
