package io.tocsin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Labels behave as a tree of theirs would. */
class LabelsTest {
    private static final List<String> NAMES =
            List.of("alertname", "job", "instance", "größe", "severity", "a", "ab", "😀");
    private static final List<String> VALUES = List.of("", "x", "10.0.0.1:9100", "\"q\\\n", "ü", "page", "😀", "x");

    @RepeatedTest(50)
    void labelsAreTheTreeOfTheirPairs(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        TreeMap<String, String> tree = new TreeMap<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            tree.put(NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        Labels labels = Labels.of(Map.copyOf(tree));
        tree.values().removeIf(String::isEmpty);

        @SuppressWarnings("JdkObsolete")
        SortedMap<String, String> map = labels.map();
        assertThat(map).isEqualTo(tree).hasSameHashCodeAs(tree).hasSameSizeAs(tree);
        assertThat(tree).isEqualTo(map);
        assertThat(List.copyOf(map.entrySet())).isEqualTo(List.copyOf(tree.entrySet()));
        assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(tree.keySet()));
        assertThat(List.copyOf(map.values())).isEqualTo(List.copyOf(tree.values()));
        assertThat(labels.fingerprint()).isEqualTo(fnv(tree));
        for (String name : NAMES) {
            assertThat(labels.get(name)).isEqualTo(tree.get(name));
            assertThat(map.containsKey(name)).isEqualTo(tree.containsKey(name));
            assertThat(map.headMap(name)).isEqualTo(tree.headMap(name));
            assertThat(map.tailMap(name)).isEqualTo(tree.tailMap(name));
        }
        assertThat(map.subMap("ab", "job")).isEqualTo(tree.subMap("ab", "job"));
    }

    /** As Prometheus defines it, over the bytes. */
    private static long fnv(Map<String, String> labels) {
        long hash = 0xcbf29ce484222325L;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            for (String text : List.of(label.getKey(), label.getValue())) {
                for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
                hash = (hash ^ 0xff) * 0x100000001b3L;
            }
        }
        return hash;
    }

    /** The fingerprint that Alertmanager's API shows for these labels. */
    @Test
    void theFingerprintIsThatOfAlertmanager() {
        assertThat(Long.toUnsignedString(Labels.EMPTY.fingerprint())).isEqualTo("14695981039346656037");
    }

    @Test
    void theOrderIsThatOfTheNamesWhateverOrderTheyCameIn() {
        TreeMap<String, String> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(Map.of("a", "1", "b", "2", "c", "3"));

        assertThat(new Labels(backwards)).isEqualTo(Labels.of("a", "1", "b", "2", "c", "3"));
        assertThat(new Labels(backwards).map().firstKey()).isEqualTo("a");
        assertThat(new Labels(backwards).map().lastKey()).isEqualTo("c");
    }

    @Test
    void onlyWhatIsNamedIsLeft() {
        Labels labels = Labels.of("a", "1", "b", "2", "c", "3");

        assertThat(labels.only(List.of("c", "a", "x"))).isEqualTo(Labels.of("a", "1", "c", "3"));
        assertThat(labels.only(List.of("a", "b", "c"))).isEqualTo(labels);
        assertThat(labels.only(List.of())).isEqualTo(Labels.EMPTY);
    }

    @Test
    void equalTextsMakeEqualLabels() {
        Labels labels = Labels.of("a", "1", "b", "2");
        long fingerprint = labels.fingerprint();

        Labels same = labels.outOf(text -> new String(text.toCharArray()));

        assertThat(same).isEqualTo(labels).hasSameHashCodeAs(labels);
        assertThat(same.fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void nobodyCanChangeThem() {
        Map<String, String> map = Labels.of("a", "1").map();

        assertThatThrownBy(() -> map.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Labels.EMPTY.map().firstKey()).isInstanceOf(NoSuchElementException.class);
    }
}
