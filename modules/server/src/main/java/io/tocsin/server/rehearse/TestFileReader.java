package io.tocsin.server.rehearse;

import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.server.config.SigmaRules;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code *.test.yml}. All problems are reported at once; what is wrong is left out. */
public final class TestFileReader {
    /** A Monday morning, when whoever is on call has just begun. */
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    /** One entry that makes more events is a load test. */
    private static final long REPEAT_MAX = 100_000;

    private final Files files;
    private final Problems problems;

    /** What the reader needs of the disk. */
    public interface Files {
        /** The text of a file that is named in the test file, or null when it cannot be read. */
        @Nullable
        String text(String name);

        /** The names of the rule files that lie beside the test file. */
        List<String> rulesBeside();

        /** The names of the Sigma files in the folder {@code sigma} beside the test file, with its maps. */
        List<String> sigmaBeside();
    }

    private TestFileReader(Files files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @param name as it shall stand in problems
     * @param files names are as the test file writes them: relative to its folder
     * @return what could be understood; with problems it is not to be used
     */
    public static TestFile read(String name, String text, Files files, Problems problems) {
        Yaml root = YamlFile.read(name, text, problems);
        if (root == null) return new TestFile(name, RuleSet.EMPTY, List.of());
        return new TestFileReader(files, problems).file(name, Section.of(root, "a test file", problems));
    }

    private TestFile file(String name, Section root) {
        RuleSet rules = rules(root);
        Set<String> names = rules.rules().stream().map(Rule::name).collect(Collectors.toCollection(LinkedHashSet::new));
        List<RuleTest> tests = new ArrayList<>();
        for (Section test : root.sections("tests")) tests.add(test(test, new ExpectationReader(names)));
        if (!root.has("tests")) root.problem("tests", "'tests' is required");
        root.done();
        return new TestFile(name, rules, tests);
    }

    private RuleSet rules(Section root) {
        List<String> named = root.has("rules") ? root.texts("rules") : files.rulesBeside();
        // Maps are no rules to be tested one by one: those beside the test file hold for whatever it names.
        List<String> sigma = files.sigmaBeside().stream()
                .filter(name -> !root.has("rules") || SigmaRules.isMap(name))
                .toList();
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> others = new LinkedHashMap<>();
        Stream.concat(sigma.stream(), named.stream()).forEach(name -> {
            String text = files.text(name);
            if (text == null) root.problem("rules", "cannot read rule file '" + name + "'");
            else (SigmaRules.isSigma(name) ? others : own).put(name, text);
        });
        RuleSet rules = RuleFiles.parse(own, files::text, problems);
        return rules.and(SigmaRules.parse(others, null, rules, problems).rules());
    }

    private RuleTest test(Section test, ExpectationReader expectations) {
        String name = test.required("name");
        Instant start = Given.orNull(test, "start", "a time such as 2026-01-05T09:00:00Z", TestFileReader::time);
        List<EventSpec> events = new ArrayList<>();
        boolean fromFile = false;
        for (Section event : test.sections("events")) {
            fromFile |= event.has("file");
            events.add(event(event));
        }
        List<Expectation> expected = new ArrayList<>(expectations.firings(test));
        expected.addAll(expectations.messages(test));
        RuleTest read = new RuleTest(
                name,
                start == null && !fromFile ? START : start,
                optional(test, "end"),
                events,
                test.duration("shuffle", Duration.ZERO),
                optional(test, "restart_at"),
                test.scalar("duplicate", 0.0, "a share such as 5%", TestFileReader::share),
                acknowledge(test),
                expected);
        if (expected.isEmpty())
            problems.add(test.mark(), "the test expects nothing: give it 'expect' or 'notifications'");
        test.done();
        return read;
    }

    private EventSpec event(Section event) {
        String source = event.text("source", "http");
        String file = event.text("file");
        if (file != null) {
            EventSpec.Lines lines = lines(event, file, source);
            event.done();
            return lines;
        }
        long repeat = event.number("repeat", 1);
        Duration every = event.duration("every", Duration.ofSeconds(1));
        if (repeat < 1 || repeat > REPEAT_MAX) {
            event.problem("repeat", "'repeat' must be between 1 and " + REPEAT_MAX + ", not " + repeat);
        }
        Yaml json = event.node("event");
        EventSpec spec = new EventSpec.Repeated(
                event.duration("at", Duration.ZERO),
                (int) Math.clamp(repeat, 1, REPEAT_MAX),
                every,
                event.duration("jitter", Duration.ZERO),
                source,
                json instanceof Yaml.Mapping mapping ? mapping : nothing(event, json));
        event.done();
        return spec;
    }

    private static Yaml.Mapping nothing(Section event, @Nullable Yaml json) {
        event.problem(
                "event",
                json == null ? "'event' or 'file' is required" : "'event' must be a mapping, not " + json.kind());
        return new Yaml.Mapping(event.mark(), Map.of());
    }

    private EventSpec.Lines lines(Section event, String file, String source) {
        String text = files.text(file);
        if (text == null) event.problem("file", "cannot read '" + file + "'");
        List<byte[]> lines = (text == null ? "" : text)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        return new EventSpec.Lines(lines, source);
    }

    private static @Nullable Duration optional(Section section, String key) {
        return Given.orNull(section, key, "a duration such as 30s, 5m or 1h30m", Durations::parse);
    }

    private static @Nullable Duration acknowledge(Section test) {
        String text = test.text("acknowledge", "never");
        return text.equals("never")
                ? null
                : Given.orNull(test, "acknowledge", "'never' or a duration", Durations::parse);
    }

    static @Nullable Double share(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d+)?%")) return null;
        double share = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
        return share > 1 ? null : share;
    }

    static @Nullable Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
