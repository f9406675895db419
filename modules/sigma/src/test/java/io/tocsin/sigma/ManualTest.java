package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/sigma.md work as they stand there. */
class ManualTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private List<String> examples = List.of();

    @BeforeEach
    void read() throws IOException {
        Path page = Stream.of(System.getProperty("tocsin.root", "../.."), "../..")
                .map(root -> Path.of(root, "docs/sigma.md"))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("docs/sigma.md"));
        assumeTrue(Files.exists(page), "no docs/sigma.md beside the modules");
        examples = EXAMPLE.matcher(Files.readString(page))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void mapsAreRead() {
        Problems problems = new Problems();
        List<String> maps =
                examples.stream().filter(text -> text.startsWith("maps:")).toList();
        maps.forEach(text -> SigmaMaps.parse("docs/sigma.md", text, problems));

        assertThat(maps).hasSize(3);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void rulesAndFiltersAreActive() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String text : examples) {
            if (!text.startsWith("maps:")) texts.put(texts.size() + ".yml", text);
        }
        SigmaSet set = SigmaFiles.parse(texts, SigmaMaps.shipped(), Map.of(), new Problems());

        assertThat(set.inactive()).isEmpty();
        assertThat(set.rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.match().print()).contains("-user:=backup"));
    }
}
