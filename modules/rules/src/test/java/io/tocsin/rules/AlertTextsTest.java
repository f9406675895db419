package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTextsTest {
    @Test
    void variablesAreFilledInAnySpacing() {
        assertThat(fill("{{$labels.ip}} {{  $labels.ip  }} {{ $value }}")).isEqualTo("10.0.0.7 10.0.0.7 11");
    }

    @Test
    void whatIsUnknownIsEmpty() {
        assertThat(fill("a{{ $labels.nothing }}b{{ humanize $value }}c{{}}")).isEqualTo("abc");
    }

    @Test
    void bracesThatDoNotCloseAreText() {
        assertThat(fill("{{ $value }} {{ $labels.ip")).isEqualTo("11 {{ $labels.ip");
        assertThat(fill("}} {")).isEqualTo("}} {");
    }

    @Test
    void valuesAreNotReadAgain() {
        assertThat(AlertTexts.fill("{{ $labels.a }}", Labels.of("a", "{{ $value }}"), "x"))
                .isEqualTo("{{ $value }}");
    }

    @Test
    void labelsAreFilledFromOthersAndNeverFromWhatEventsCarry() {
        Labels labels = Labels.of("ip", "{{ $value }}", "owner", "{{ $labels.ip }}/{{ $value }}", "team", "a");

        Labels filled = AlertTexts.fillLabels(Map.of("owner", "{{ $labels.ip }}/{{ $value }}"), labels, "11");

        assertThat(filled).isEqualTo(Labels.of("ip", "{{ $value }}", "owner", "{{ $value }}/11", "team", "a"));
        assertThat(AlertTexts.fillLabels(Map.of("team", "a"), labels, "11")).isSameAs(labels);
    }

    private static String fill(String text) {
        return AlertTexts.fill(text, Labels.of("ip", "10.0.0.7"), "11");
    }
}
