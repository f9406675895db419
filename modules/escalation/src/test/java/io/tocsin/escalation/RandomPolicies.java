package io.tocsin.escalation;

import io.tocsin.escalation.Policy.Repeat;
import io.tocsin.escalation.Target.ScheduleTarget;
import io.tocsin.escalation.Target.UserTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Policies of one to six levels, in both sequences, some with gaps, timeouts and repeats. */
final class RandomPolicies {
    private RandomPolicies() {}

    static Policy any(Random random, boolean mayRepeat) {
        List<Level> levels = new ArrayList<>();
        int minutes = random.nextInt(3);
        levels.add(Fixture.level(minutes, Unless.ACKNOWLEDGED, target(1, random)));
        for (int number = 2; number <= 1 + random.nextInt(6); number++) {
            minutes += 1 + random.nextInt(20);
            levels.add(Fixture.level(
                    minutes, random.nextBoolean() ? Unless.RESOLVED : Unless.ACKNOWLEDGED, target(number, random)));
        }
        Duration timeout = random.nextInt(3) == 0 ? Duration.ofMinutes(5 + random.nextInt(30)) : null;
        Repeat repeat = mayRepeat && random.nextBoolean()
                ? new Repeat(Duration.ofMinutes(minutes + 1 + random.nextInt(10)), 1 + random.nextInt(3))
                : null;
        Duration resolveAfter = random.nextInt(3) == 0 ? Duration.ofMinutes(1 + random.nextInt(12)) : null;
        return new Policy("policy", levels, List.of(new UserTarget("ops")), timeout, repeat, resolveAfter);
    }

    private static Target target(int number, Random random) {
        return random.nextInt(5) == 0 ? new ScheduleTarget("empty") : new UserTarget("user-" + number);
    }
}
