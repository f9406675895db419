package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several ways to do the same, in turns: what disturbs the machine for a while disturbs all of them. The first rounds are for
 * warming up and do not count; of the others the median does.
 */
final class Contest {
    /**
     * A server runs for days, and its compiler is done after some eight million events, as many as these are; of the first million and
     * a half it takes a third of the processor time, of rounds after two million still a sixth, after four a tenth.
     */
    static final int WARMING = 20;

    private final Map<String, Entrant> entrants = new LinkedHashMap<>();
    private final int warming;

    Contest() {
        this(WARMING);
    }

    /** @param warming rounds before those that count */
    Contest(int warming) {
        this.warming = warming;
    }

    /** One way. Its answer says {@code events}, {@code seconds} and {@code cpu} seconds. */
    @FunctionalInterface
    interface Entrant {
        JsonObject round() throws Exception;
    }

    /** How one did: events for each second of processor time, and for each second. */
    record Standing(double perCpuSecond, double perSecond) {
        String rates() {
            return "%,.0f events per CPU-second, %,.0f events/s".formatted(perCpuSecond, perSecond);
        }
    }

    void enter(String name, Entrant entrant) {
        entrants.put(name, entrant);
    }

    /** How many rounds are usually played so that this many count. */
    static int played(int rounds) {
        return WARMING + rounds;
    }

    Map<String, Standing> run(int rounds) throws Exception {
        Map<String, List<JsonObject>> answers = new LinkedHashMap<>();
        for (int round = 0; round < warming + rounds; round++) {
            for (Map.Entry<String, Entrant> each : entrants.entrySet()) {
                JsonObject answer = each.getValue().round();
                if (round >= warming)
                    answers.computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                            .add(answer);
            }
        }
        Map<String, Standing> standings = new LinkedHashMap<>();
        answers.forEach((name, all) -> standings.put(name, new Standing(median(all, "cpu"), median(all, "seconds"))));
        return standings;
    }

    private static double median(List<JsonObject> answers, String per) {
        return new Quantiles(answers.stream()
                        // What is too short to be seen counts as the shortest that could be.
                        .mapToDouble(answer -> answer.getLong("events") / Math.max(0.001, answer.getDouble(per)))
                        .toArray())
                .median();
    }
}
