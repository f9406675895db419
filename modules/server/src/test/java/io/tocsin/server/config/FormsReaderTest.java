package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the texts and template files of routing.yml. */
class FormsReaderTest {
    private static final String ROUTING = """
            global: {slack_api_url: 'https://hooks.slack.test/services/x'}
            templates: ['templates/*.tmpl']
            route: {receiver: ops}
            receivers:
              - name: ops
                slack_configs:
                  - channel: '#ops'
                    title: '%s'
                    text: |-
                      {{ range .Alerts }}
                      %s
                      {{ end }}
                    fields:
                      - {title: A, value: '%s'}
            """;

    @TempDir
    private Path folder;

    private ConfigCase config;

    @BeforeEach
    void start() {
        config = new ConfigCase(folder);
    }

    private ConfigCase routing(String title, String text, String value) {
        return config.file("routing.yml", ROUTING.formatted(title, text, value));
    }

    @Test
    void everyBrokenTextIsToldAtOnceWithItsPlace() {
        routing("{{ .Status", "{{ if }}", "{{ nosuch . }}").file("templates/t.tmpl", "{{ define \"a\" }}\n  {{ end");

        assertThat(config.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("templates/t.tmpl:2:"))
                .anySatisfy(problem -> assertThat(problem).startsWith("routing.yml:8:16: cannot read the template: "))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("routing.yml:9:15: cannot read the template: ")
                        .endsWith("of the text)"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("routing.yml:14:31: cannot read the template: ")
                        .contains("nosuch"))
                .hasSize(4);
    }

    @Test
    void brokenTextsAreToldBesideOtherProblems() {
        routing("{{ .Status", "x", "x").file("tocsin.yml", "lisen: x");

        assertThat(config.problems()).hasSize(2);
    }

    @Test
    void whatFailsOnASampleIsAWarning() {
        routing("{{ .CommonLables.x }}", "{{ .Labels.alertname }}", "{{ (index .Alerts.Firing 0).Status }}");

        assertThat(config.warnings())
                .satisfiesExactly(
                        warning -> assertThat(warning)
                                .startsWith(
                                        "routing.yml:14:31: this fails on a sample, where Tocsin's own message would be"
                                                + " sent instead: "),
                        warning -> assertThat(warning)
                                .startsWith("routing.yml:8:16: this fails on a sample")
                                .contains("did you mean CommonLabels?"));
    }

    @Test
    void aTextThatNamesATemplateOfNobodyIsAWarning() {
        routing("{{ template \"team.title\" . }}", "x", "x");

        assertThat(config.warnings()).singleElement().asString().contains("routing.yml:8:16: ", "team.title");
    }

    @Test
    void templateFilesAreFoundByTheirPatternAndMayBeMissing() {
        routing("{{ template \"team.title\" . }}", "x", "x")
                .file("templates/b.tmpl", "{{ define \"team.title\" }}second{{ end }}")
                .file("templates/a.tmpl", "{{ define \"team.title\" }}first{{ end }}")
                .file("templates/a.txt", "{{ broken");

        assertThat(config.problems()).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void aTemplateFileThatIsNotUtf8IsTold() throws Exception {
        routing("x", "x", "x");
        Files.createDirectories(folder.resolve("templates"));
        Files.write(folder.resolve("templates/x.tmpl"), new byte[] {'a', (byte) 0xff});

        assertThat(config.problems()).containsExactly("templates/x.tmpl:1:1: cannot read the file: it is not UTF-8");
    }

    @Test
    void patternsAreThoseOfAlertmanager() {
        config.file(
                        "routing.yml",
                        ROUTING.formatted("{{ template \"a\" . }}{{ template \"b\" . }}", "x", "x")
                                .replace("templates/*.tmpl", "t?mpl/[!x]*.tmpl', 'one/../two/{b}.tmpl', 'none/x.tmpl"))
                .file("tampl/a.tmpl", "{{ define \"a\" }}{{ end }}")
                .file("tampl/x.tmpl", "{{ broken")
                .file("two/{b}.tmpl", "{{ define \"b\" }}{{ end }}")
                .file("one/x", "");

        assertThat(config.problems()).isEmpty();
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void anAddressThatIsNoTemplateIsToldWithoutTheAddress() {
        config.file("routing.yml", """
                route: {receiver: ops}
                receivers: [{name: ops, webhook_configs: [{url: 'https://x.test/geheim/{{ .Status'}]}]
                """);

        assertThat(config.problems())
                .singleElement()
                .asString()
                .contains("'url' must be an address such as https://host/path, or a template")
                .doesNotContain("geheim");
    }

    @Test
    void labelsThatMeanSomethingAreChecked() {
        config.file("routing.yml", """
                route: {receiver: ops, labels: {team: '{{ .GroupLabels.x'}, routes: [{receiver: ops}]}
                receivers: [{name: ops, labels: {tocsin_burst: many}}]
                """);

        assertThat(config.problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("cannot read the template: label 'team' of a route:1:"),
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "routing.yml:1:1: label 'tocsin_burst' of receiver 'ops' must be a whole number,"
                                                + " not 'many'"));
    }
}
