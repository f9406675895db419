package io.tocsin.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
    private final Problems problems = new Problems();

    @Test
    void allDocumentsOfAFileAreReadInOrder() {
        List<Yaml> documents = YamlFile.readAll("f.yml", "a: 1\n---\n---\nb: 2\n", problems);

        assertThat(documents).extracting(document -> document.mark().line()).containsExactly(1, 4);
        assertThat(problems.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void whatIsNestedWithoutEndIsAProblem(String level) {
        YamlFile.readAll("f.yml", level.repeat(50_000), problems);
        YamlFile.read("f.yml", level.repeat(50_000), problems);

        assertThat(problems.list())
                .extracting(Problem::message)
                .containsOnly("cannot read YAML: lists and mappings are nested deeper than 100");
    }

    @Test
    void anAliasInsideOfItselfIsAProblem() {
        YamlFile.read("f.yml", "a: &a [b, *a]\n", problems);

        assertThat(problems.toString()).isEqualTo("f.yml:1:8: lists and mappings are nested deeper than 100");
    }

    @Test
    void anEmptyFileHasNone() {
        assertThat(YamlFile.readAll("f.yml", "# nothing\n", problems)).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void whatStandsBeforeASyntaxErrorIsKept() {
        List<Yaml> documents = YamlFile.readAll("f.yml", "a: 1\n---\nb: [\n---\nc: 3\n", problems);

        assertThat(documents).hasSize(1);
        assertThat(problems.toString()).startsWith("f.yml:4:1: cannot read YAML: ");
    }
}
