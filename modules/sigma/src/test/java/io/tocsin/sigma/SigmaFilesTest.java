package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigmaFilesTest {
    private static final String RULE = Sigma.rule("test", "s: {a: 1}\ncondition: s");

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private SigmaSet load() {
        return SigmaFiles.load(folder, Sigma.MAPS, Map.of(), problems);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void filesAreReadAtAnyDepthWithoutMapsAndTests() throws IOException {
        write("b.yml", RULE);
        write("a/deep/er.yaml", RULE);
        write("maps/own.yml", "maps: []");
        write("b.test.yml", "tests: []");
        write("README.md", "no rule");

        SigmaSet set = load();

        assertThat(set.rules()).extracting(rule -> rule.about().file()).containsExactly("a/deep/er.yaml", "b.yml");
        assertThat(set.inactive()).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aMissingFolderHasNoRules() {
        folder = folder.resolve("missing");

        assertThat(load()).isEqualTo(SigmaSet.EMPTY);
        assertThat(SigmaMaps.load(folder, problems).of(new LogSource("test", "", "")))
                .isNull();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aFileThatCannotBeReadCostsItself() throws IOException {
        Files.write(folder.resolve("a.yml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.write(folder.resolve("b.yml"), new byte[(int) SigmaFiles.BYTES_MAX + 1]);
        write("c.yml", RULE);

        SigmaSet set = load();

        assertThat(set.rules()).hasSize(1);
        assertThat(set.inactive()).extracting(Inactive::file).containsExactly("a.yml", "b.yml");
        assertThat(problems.warnings()).hasSize(2);
    }

    @Test
    void mapsAreReadFromTheirFolder() throws IOException {
        write("maps/one.yml", "maps:\n- {name: one, sources: [{product: own}]}");
        write("maps/two.yml", "maps:\n- {name: two, sorces: []}");

        SigmaMaps maps = SigmaMaps.load(folder.resolve("maps"), problems);

        assertThat(maps.of(new LogSource("own", "", ""))).isNotNull();
        assertThat(problems.toString()).contains("maps/two.yml:2:15: unknown key 'sorces'");
    }
}
