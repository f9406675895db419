package io.tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path folder;

    private Terminal.Outcome explain(String... arguments) throws Exception {
        Files.writeString(folder.resolve("routing.yml"), """
            route: {receiver: nobody, routes: [{matchers: ['severity="critical"'], receiver: oncall}]}
            receivers: [{name: nobody}, {name: oncall, webhook_configs: [{url: 'http://127.0.0.1:1/x'}]}]
            """);
        String[] all = new String[arguments.length + 3];
        all[0] = "explain";
        all[1] = "--config";
        all[2] = folder.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Terminal.run(all);
    }

    @Test
    void somebodyIsTold() throws Exception {
        Terminal.Outcome said = explain("--labels", "alertname=Down,severity=critical");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("TOLD", "webhook is told", "oncall: takes it");
    }

    @Test
    void nobodyIsToldAndTheMatcherThatFailedIsNamed() throws Exception {
        Terminal.Outcome said = explain("--labels", "alertname=Down", "--labels", "severity=low");

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("NOBODY is told", "severity is \"low\"");
    }

    @Test
    void jsonIsTheAnswerOfTheServer() throws Exception {
        assertThat(explain("--labels", "severity=critical", "--format", "json").out())
                .startsWith("{")
                .contains("\"verdict\" : \"told\"");
    }

    @Test
    void labelsAreReadAsPeopleTypeThem() {
        Map<String, String> labels = new TreeMap<>();

        LabelList.read("{a=\"b, \\\"c\\\"\", d=e}", labels);
        LabelList.read("f= g ,h=", labels);

        assertThat(labels)
                .containsExactly(
                        Map.entry("a", "b, \"c\""), Map.entry("d", "e"), Map.entry("f", "g"), Map.entry("h", ""));
        assertThatThrownBy(() -> LabelList.read("a=\"b", labels)).hasMessageContaining("a quote is not closed");
        assertThatThrownBy(() -> LabelList.read("nonsense", labels)).hasMessageContaining("give name=value");
    }
}
