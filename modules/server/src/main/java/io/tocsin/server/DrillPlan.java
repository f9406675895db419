package io.tocsin.server;

import io.tocsin.escalation.Level;
import io.tocsin.escalation.Policy;
import io.tocsin.escalation.Reach;
import io.tocsin.escalation.Target;
import io.tocsin.escalation.Unless;
import io.tocsin.model.Labels;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.routing.RoutingFile;
import io.tocsin.rules.RuleSet;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Forms;
import io.tocsin.server.config.Oncall;
import io.tocsin.server.config.Person;
import io.tocsin.server.config.Settings;
import io.tocsin.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who is told of a test alarm: somebody who does not exist, by a policy that nobody else is on. */
final class DrillPlan {
    static final Labels ALERT = Labels.of(Map.of(Labels.ALERTNAME, "TocsinTestAlarm", Labels.SEVERITY, "critical"));

    private static final String NAME = "test-alarm";

    /** Nothing is ever sent there: the channel of a test alarm keeps everything to itself. */
    private static final String ROUTING = """
            global: {smtp_smarthost: 'localhost:25', smtp_from: tocsin@localhost}
            route: {receiver: test-alarm, group_wait: 0s, group_interval: 1s}
            receivers: [{name: test-alarm}]
            """;

    private DrillPlan() {}

    /** @param settings where links would lead */
    static Configuration of(Settings settings) {
        Problems problems = new Problems();
        RoutingConfig routing = RoutingFile.parse(NAME, ROUTING, variable -> null, file -> null, problems);
        problems.throwIfAny();
        List<Target> nobody = List.of(new Target.UserTarget(NAME));
        Level level = new Level(Duration.ZERO, Unless.ACKNOWLEDGED, nobody);
        Oncall oncall = new Oncall(
                Map.of(NAME, new Person(NAME, NAME, Map.of("email", "nobody@localhost"))),
                Map.of(),
                Map.of(NAME, Policy.of(NAME, List.of(level), nobody)),
                Map.of(NAME, NAME),
                Reach.AT_ONCE,
                Map.of());
        return new Configuration(settings, routing, oncall, RuleSet.EMPTY, Forms.NONE, List.of());
    }
}
