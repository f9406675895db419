package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is looked at again when events came too late. */
class LateChecksTest extends ReadingRules {
    private final Instant then = time.instant().minus(Duration.ofHours(1));
    private final List<LogEvent> shown = new ArrayList<>();

    @Test
    void whatCameSinceIsNotReadForAStraggler() throws IOException {
        Rule rule = rules().rules().getFirst();
        Duration reach = rule.within().plus(rule.hold()).plus(rule.resolveAfter());
        stored.add(failed("10.0.0.1", then.plus(reach)));
        stored.add(failed("10.0.0.2", then.plus(reach).plusMillis(1)));

        LateChecks.look(
                new RuleEngine.Late(rule, then, then),
                (match, from, to, upTo, each) -> stored.stream()
                        .filter(event -> event.time().isBefore(to))
                        .forEach(event -> {
                            shown.add(event);
                            each.accept(event);
                        }));

        assertThat(shown).containsExactly(stored.getFirst());
    }
}
