package io.tocsin.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happens to a router, made from a seed; a history that shows a fault can be made shorter until nothing can be left out. */
final class History {
    private static final String[] TEAMS = {"a", "b", "c"};
    private static final String[] SEVERITIES = {"critical", "warning"};

    /** What happens, at a minute since the beginning. */
    sealed interface Step {
        int minute();
    }

    record Fires(int minute, List<String> labels) implements Step {
        String[] array() {
            return labels.toArray(String[]::new);
        }
    }

    record Ends(int minute, List<String> labels) implements Step {
        String[] array() {
            return labels.toArray(String[]::new);
        }
    }

    /**
     * @param from minutes until it begins
     * @param lasts minutes from now to its end
     * @param hours first and last hour of the day in which it holds; empty for always
     */
    record Silences(int minute, String matcher, int from, int lasts, boolean untilResolved, List<Integer> hours)
            implements Step {}

    /** @param number of the silence, counted from 1 in the order in which they were made */
    record Expires(int minute, int number) implements Step {}

    private History() {}

    /** Steps in order of time, on average {@code gap} minutes from one to the next. */
    static List<Step> random(Random random, int minutes, int gap) {
        List<Step> steps = new ArrayList<>();
        int silences = 0;
        for (int minute = 1; minute < minutes; minute += random.nextInt(2 * gap)) {
            Step step = step(random, minute, silences);
            if (step instanceof Silences) silences++;
            steps.add(step);
        }
        return steps;
    }

    private static Step step(Random random, int minute, int silences) {
        List<String> labels = List.of(
                "alertname", "n" + random.nextInt(3),
                "team", TEAMS[random.nextInt(3)],
                "severity", SEVERITIES[random.nextInt(2)]);
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Fires(minute, labels);
            case 4, 5, 6 -> new Ends(minute, labels);
            case 7, 8 -> silence(random, minute, labels);
            default -> new Expires(minute, 1 + Math.max(0, silences - random.nextInt(5)));
        };
    }

    private static Silences silence(Random random, int minute, List<String> labels) {
        int label = 2 * random.nextInt(3);
        int from = random.nextBoolean() ? 0 : random.nextInt(60);
        int first = random.nextInt(24);
        List<Integer> hours =
                random.nextInt(3) == 0 ? List.of(first, (first + 1 + random.nextInt(22)) % 24) : List.of();
        String matcher = labels.get(label) + "=" + labels.get(label + 1);
        int lasts = from + 1 + random.nextInt(hours.isEmpty() ? 300 : 4_000);
        return new Silences(minute, matcher, from, lasts, random.nextInt(3) == 0, hours);
    }

    /** The shortest history by leaving out that still shows a fault, with what is wrong; for people to read. */
    static String shrunk(List<Step> steps, Function<List<Step>, @Nullable String> fault) {
        List<Step> rest = new ArrayList<>(steps);
        for (int part = Math.max(1, rest.size() / 2); part > 0; part /= 2) {
            for (int at = 0; at < rest.size(); ) {
                List<Step> fewer = new ArrayList<>(rest);
                fewer.subList(at, Math.min(at + part, rest.size())).clear();
                if (fault.apply(fewer) == null) at += part;
                else rest = fewer;
            }
        }
        return fault.apply(rest) + "\nafter\n"
                + String.join("\n", rest.stream().map(Step::toString).toList());
    }
}
