package io.tocsin.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of the tables beside this test. */
class TablesTest {
    private static final List<String> FILES =
            List.of("text.cases", "alertmanager.cases", "html.cases", "own.cases", "own-html.cases", "errors.cases");

    @TestFactory
    Stream<DynamicTest> textsAreThoseOfGo() {
        return rows("text.cases", row -> assertThat(text(row)).isEqualTo(row.expected()));
    }

    @TestFactory
    Stream<DynamicTest> alertmanagersDataReadsAsItsTemplatesExpect() {
        return rows(
                "alertmanager.cases",
                row -> assertThat(TemplateSet.defaults().text(row.template(), Cases.group(), Cases.NOW))
                        .isEqualTo(row.expected()));
    }

    @TestFactory
    Stream<DynamicTest> htmlIsEscapedByItsPlace() {
        return rows("html.cases", row -> assertThat(html(row)).isEqualTo(row.expected()));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNewerThanTheGoAtHandOrOursIsAsDocumented() {
        return rows("own.cases", row -> assertThat(text(row)).isEqualTo(row.expected()));
    }

    @TestFactory
    Stream<DynamicTest> htmlIsStricterThanGosWhereSimpler() {
        return rows("own-html.cases", row -> assertThat(html(row)).isEqualTo(row.expected()));
    }

    @TestFactory
    Stream<DynamicTest> errorsSayWhereWhatAndWhatWouldBeRight() {
        return rows(
                "errors.cases",
                row -> assertThatThrownBy(() -> text(row))
                        .isInstanceOf(TemplateException.class)
                        .hasMessage("text:" + row.expected()));
    }

    @Test
    void theTablesAreLongEnoughToMeanSomething() {
        assertThat(FILES.stream().mapToInt(file -> Cases.read(file).size()).sum())
                .isGreaterThan(400);
    }

    private static String text(Cases.Case row) {
        return TemplateSet.defaults().text(row.template(), Cases.plain(), Cases.NOW);
    }

    private static String html(Cases.Case row) {
        return TemplateSet.defaults().html(row.template(), Cases.plain(), Cases.NOW);
    }

    private static Stream<DynamicTest> rows(String file, java.util.function.Consumer<Cases.Case> check) {
        return Cases.read(file).stream()
                .map(row -> DynamicTest.dynamicTest(row.section() + ": " + row.template(), () -> check.accept(row)));
    }
}
