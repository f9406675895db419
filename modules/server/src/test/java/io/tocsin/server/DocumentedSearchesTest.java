package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every row of the table in docs/search.md is true of the events above it. */
class DocumentedSearchesTest {
    private static final Path PAGE =
            Path.of(System.getProperty("tocsin.root", "../..")).resolve("docs/search.md");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Pattern EXAMPLES = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Rows with pipes make tables; the room of the language holds those. */
    private static boolean isCondition(String line) {
        return line.startsWith("| `") && !line.contains("\\|");
    }

    @TestFactory
    List<DynamicTest> whatThePageSaysIsFoundIsFound() throws IOException {
        String page = Files.readString(PAGE);
        List<LogEvent> events = events(page);
        List<DynamicTest> tests = new ArrayList<>();
        for (String row :
                page.lines().filter(DocumentedSearchesTest::isCondition).toList()) {
            String[] cells = row.split("(?<!\\\\)\\|", -1);
            List<String> queries =
                    CODE.matcher(cells[1]).results().map(code -> code.group(1)).toList();
            String[] found = cells[2].strip().split(" · ", -1);
            for (int i = 0; i < queries.size(); i++) {
                String query = queries.get(i);
                String expected = found[found.length == 1 ? 0 : i];
                tests.add(DynamicTest.dynamicTest(
                        query, () -> assertThat(matching(query, events)).isEqualTo(numbers(expected, events.size()))));
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    private static List<LogEvent> events(String page) {
        EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
        String examples = EXAMPLES.matcher(page)
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
        return examples.lines()
                .map(line -> decoder.parse(1, NOW, line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<Integer> matching(String text, List<LogEvent> events) {
        Query query = Query.parse(text, NOW);
        return IntStream.range(0, events.size())
                .filter(i -> query.matches(events.get(i)))
                .mapToObj(i -> i + 1)
                .toList();
    }

    private static List<Integer> numbers(String cell, int all) {
        return switch (cell.strip()) {
            case "all" -> IntStream.rangeClosed(1, all).boxed().toList();
            case "–" -> List.of();
            default ->
                Pattern.compile(", ")
                        .splitAsStream(cell.strip())
                        .map(Integer::valueOf)
                        .toList();
        };
    }
}
