package io.tocsin.escalation;

import io.tocsin.oncall.Hours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Rules such as people write, and some that nobody would; hours always come. */
final class RandomRules {
    private static final List<String> METHODS = List.of("slack", "email", "sms", "pagerduty");

    private RandomRules() {}

    static ContactRules any(Random random) {
        Map<Urgency, List<ContactStep>> steps = Map.of(Urgency.HIGH, steps(random), Urgency.LOW, steps(random));
        // From eight on, so that quiet hours never cover all hours of a step.
        Hours quiet = random.nextBoolean() ? new DailyHours(random.nextInt(4), 5 + random.nextInt(3)) : null;
        Set<Urgency> held = random.nextInt(4) == 0 ? Set.of(Urgency.LOW, Urgency.HIGH) : Set.of(Urgency.LOW);
        return new ContactRules(steps, quiet, held);
    }

    private static List<ContactStep> steps(Random random) {
        List<String> methods = new ArrayList<>(METHODS);
        Collections.shuffle(methods, random);
        List<ContactStep> steps = new ArrayList<>();
        for (String via : methods.subList(0, 1 + random.nextInt(methods.size()))) {
            int minutes = random.nextInt(3) == 0 ? random.nextInt(180) : 0;
            Hours hours = random.nextInt(3) == 0
                    ? new DailyHours(8 + random.nextInt(4), 13 + random.nextInt(10))
                    : Hours.ALWAYS;
            steps.add(new ContactStep(via, Duration.ofMinutes(minutes), hours));
        }
        return steps;
    }
}
