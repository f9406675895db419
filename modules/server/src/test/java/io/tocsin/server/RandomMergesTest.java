package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random alerts, merges, answers and restarts: one open incident a group at most, and no alert without one. */
class RandomMergesTest {
    private static final int STEPS = 60;
    private static final int LIVES = 5;
    private static final List<String> RULES = List.of("A", "B", "C", "D");
    private static final Duration A_DAY = Duration.ofHours(24);

    /** More than a group waits, and its interval. */
    private static final Duration HEARD = Duration.ofSeconds(75);

    private final Set<String> firing = new HashSet<>();
    private int merges;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void noAlertIsLostAndNoGroupHasTwoOpenIncidents(int block) {
        for (int seed = block * LIVES; seed < (block + 1) * LIVES; seed++) {
            firing.clear();
            Random random = new Random(seed);
            AlertLab lab = new AlertLab();
            for (int step = 0; step < STEPS; step++) {
                act(random, lab);
                lab.pass(HEARD.plus(Duration.ofSeconds(random.nextInt(10) == 0 ? 90_000 : random.nextInt(900))));
                check(lab, "seed " + seed + ", step " + step);
            }
        }
        assertThat(merges).isGreaterThan(5);
    }

    private void act(Random random, AlertLab lab) {
        String rule = RULES.get(random.nextInt(RULES.size()));
        String host = "h" + random.nextInt(2);
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> {
                if (firing.add(rule + host)) lab.fires(rule, "host", host);
            }
            case 4, 5 -> {
                if (firing.remove(rule + host)) lab.ends(rule, "host", host);
            }
            case 6, 7 -> merge(random, lab);
            case 8 -> any(random, lab, new Signal.Resolve("anna"));
            case 9 -> {
                if (random.nextBoolean()) lab.restart();
                else any(random, lab, new Signal.Acknowledge("anna", null, null));
            }
            default -> throw new AssertionError();
        }
    }

    private void merge(Random random, AlertLab lab) {
        List<Incident> open = open(lab);
        if (open.size() < 2) return;
        String from = open.get(random.nextInt(open.size())).id();
        String into = open.get(random.nextInt(open.size())).id();
        boolean done = lab.desk()
                        .people()
                        .act(from, new Signal.Merge("anna", into))
                        .result()
                        .rejected()
                == null;
        assertThat(done).isEqualTo(!from.equals(into));
        if (done) merges++;
    }

    private static void any(Random random, AlertLab lab, Signal signal) {
        List<Incident> open = open(lab);
        if (!open.isEmpty())
            lab.desk().people().act(open.get(random.nextInt(open.size())).id(), signal);
    }

    private static List<Incident> open(AlertLab lab) {
        return lab.incidents().stream().filter(Incident::open).toList();
    }

    private void check(AlertLab lab, String when) {
        Map<String, String> owner = new HashMap<>();
        Set<Labels> answered = new HashSet<>();
        for (Incident incident : lab.incidents()) {
            assertThat(incident.timeline().broken(incident.id())).as(when).isNull();
            boolean heldDown = incident.state() instanceof State.Resolved over
                    && !over.settled()
                    && lab.time.instant().isBefore(over.at().plus(A_DAY));
            if (!incident.open() && !heldDown) continue;
            incident.group().firingAt(lab.time.instant()).forEach(alert -> answered.add(alert.labels()));
            if (!incident.open()) continue;
            for (String key : keys(incident))
                assertThat(owner.put(key, incident.id()))
                        .as("%s: two open incidents of %s", when, key)
                        .isNull();
        }
        for (String alert : firing) {
            Labels labels = AlertLab.alert(alert.substring(0, 1), AlertLab.START, "host", alert.substring(1))
                    .labels();
            assertThat(answered).as("%s: nobody has %s", when, alert).contains(labels);
        }
    }

    private static List<String> keys(Incident incident) {
        List<String> keys = new ArrayList<>();
        incident.parts().forEach(part -> keys.add(part.group().key()));
        return keys.isEmpty() ? List.of(incident.key()) : keys;
    }
}
