package io.tocsin.server.cli;

import io.tocsin.rules.Finding;
import io.tocsin.yaml.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a check of rule files found, as people, programs and a CI read it.
 *
 * @param rules how many there are
 * @param problems what must be changed
 * @param warnings what was doubtful while reading
 * @param findings what was doubtful afterwards
 */
record RulesCheckReport(
        Path folder, int rules, List<Problem> problems, List<Problem> warnings, List<Finding> findings) {

    /** Whether the rules can be used; with {@code strict} whether there is nothing to say at all. */
    boolean isGood(boolean strict) {
        return problems.isEmpty() && (!strict || doubts().isEmpty());
    }

    private List<Problem> doubts() {
        List<Problem> doubts = new ArrayList<>(warnings);
        findings.forEach(finding -> doubts.add(finding.problem()));
        return doubts;
    }

    /** A line each, and the sum. */
    String text() {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(line(problem)).append('\n'));
        warnings.forEach(
                problem -> text.append("warning: ").append(line(problem)).append('\n'));
        findings.forEach(finding -> text.append("warning: ")
                .append(line(finding.problem()))
                .append(" [")
                .append(finding.lint())
                .append("]\n"));
        String sum = problems.isEmpty() ? "good: " + counted(rules, "rule") : counted(problems.size(), "problem");
        return text + sum + ", " + counted(doubts().size(), "warning") + "\n";
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** From the folder in which the command runs, so that editors and terminals find it; names of fields come from events. */
    private String line(Problem problem) {
        return EventLines.visible(
                file(problem) + ":" + problem.line() + ":" + problem.column() + ": " + problem.message());
    }

    private String file(Problem problem) {
        return folder.resolve(problem.file()).toString();
    }

    /** One object with all of it. */
    String json() {
        JsonArray wrong = new JsonArray();
        JsonArray doubtful = new JsonArray();
        problems.forEach(problem -> wrong.add(object(problem)));
        warnings.forEach(problem -> doubtful.add(object(problem)));
        findings.forEach(finding -> doubtful.add(
                object(finding.problem()).put("lint", finding.lint()).put("rule", finding.rule())));
        return new JsonObject()
                .put("rules", rules)
                .put("problems", wrong)
                .put("warnings", doubtful)
                .encodePrettily();
    }

    private JsonObject object(Problem problem) {
        return new JsonObject()
                .put("file", file(problem))
                .put("line", problem.line())
                .put("column", problem.column())
                .put("message", problem.message());
    }

    /** A test case for each file that something is said of, and one when there is none. */
    String junit() {
        Set<String> files = new LinkedHashSet<>();
        problems.forEach(problem -> files.add(problem.file()));
        doubts().forEach(problem -> files.add(problem.file()));
        Set<String> wrong = problems.stream().map(Problem::file).collect(Collectors.toSet());
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"rules check\" tests=\"")
                .append(Math.max(1, files.size()))
                .append("\" failures=\"")
                .append(wrong.size())
                .append("\">\n");
        if (files.isEmpty()) xml.append("  <testcase classname=\"rules check\" name=\"all\"/>\n");
        for (String file : files) testCase(file, xml);
        return xml.append("</testsuite>\n").toString();
    }

    private void testCase(String file, StringBuilder xml) {
        List<String> wrong = lines(problems, file);
        List<String> doubtful = lines(doubts(), file);
        xml.append("  <testcase classname=\"rules check\" name=\"")
                .append(escaped(file))
                .append("\">\n");
        if (!wrong.isEmpty())
            xml.append("    <failure message=\"")
                    .append(escaped(wrong.getFirst()))
                    .append("\">")
                    .append(escaped(String.join("\n", wrong)))
                    .append("</failure>\n");
        if (!doubtful.isEmpty())
            xml.append("    <system-out>")
                    .append(escaped(String.join("\n", doubtful)))
                    .append("</system-out>\n");
        xml.append("  </testcase>\n");
    }

    private List<String> lines(List<Problem> all, String file) {
        return all.stream()
                .filter(problem -> problem.file().equals(file))
                .map(this::line)
                .toList();
    }

    /** XML has no way to write most control characters. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c >= ' ' || c == '\n' || c == '\t' ? c : '?');
            }
        }
        return escaped.toString();
    }
}
