package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Against a tree that is always in order. */
class ByFingerprintTest {
    private final RoutingConfig config = Lab.simple("group_by: [x]").router.config();

    private Tracked alert(int i) {
        Labels labels = Labels.of("n", "" + i);
        return new Tracked(new Alert(labels, Map.of(), Lab.T0, null, Lab.T0, "", List.of(), ""), false, config);
    }

    @RepeatedTest(20)
    void whateverComesAndGoesTheOrderIsThatOfTheTree(RepetitionInfo repetition) {
        Random random = new Random(Seeds.of(repetition));
        ByFingerprint tested = new ByFingerprint();
        TreeMap<Long, Tracked> tree = new TreeMap<>(Long::compareUnsigned);
        List<Tracked> gone = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            Tracked known = tree.isEmpty() ? null : List.copyOf(tree.values()).get(random.nextInt(tree.size()));
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> add(alert(random.nextInt(100)), tested, tree);
                case 3 -> {
                    if (known == null) continue;
                    tree.remove(known.fingerprint);
                    tested.remove(known);
                    gone.add(known);
                }
                case 4 -> {
                    if (!gone.isEmpty()) add(gone.removeLast(), tested, tree);
                }
                default -> {
                    assertThat(tested.inOrder()).containsExactlyElementsOf(tree.values());
                    if (known == null) continue;
                    assertThat(tested.behind(known.fingerprint))
                            .containsExactlyElementsOf(
                                    tree.tailMap(known.fingerprint, false).values());
                }
            }
            assertThat(tested.size()).isEqualTo(tree.size());
            if (known != null) assertThat(tested.find(known.fingerprint)).isSameAs(tree.get(known.fingerprint));
        }
        assertThat(tested.inOrder()).containsExactlyElementsOf(tree.values());
    }

    private static void add(Tracked alert, ByFingerprint tested, Map<Long, Tracked> tree) {
        tested.add(alert);
        tree.put(alert.fingerprint, alert);
    }

    @Test
    void aReaderKeepsWhatItReads() {
        ByFingerprint tested = new ByFingerprint();
        Tracked first = alert(1);
        tested.add(first);
        List<Tracked> read = tested.inOrder();

        tested.remove(first);
        tested.add(alert(2));
        tested.inOrder();

        assertThat(read).containsExactly(first);
    }
}
