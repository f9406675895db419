package io.tocsin.server.callbacks;

import io.tocsin.server.config.BackChannels;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Person;
import java.util.Optional;
import java.util.function.Supplier;

/** Who somebody on Slack is to us: the user of oncall.yml whose contact method {@code slack} is that ID. */
public final class SlackPeople {
    private final Supplier<Configuration> configuration;

    public SlackPeople(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    /**
     * The name to act under. Whoever is not in oncall.yml keeps his name on Slack, marked as such, so that nobody passes for a
     * user of ours; empty when strangers may not act.
     */
    Optional<String> actor(String slackId, String slackName) {
        Configuration now = configuration.get();
        BackChannels.Slack slack = now.settings().backChannels().slack();
        if (slack == null) return Optional.empty();
        Optional<String> known = now.oncall().users().values().stream()
                .filter(person -> slackId.equals(person.contacts().get("slack")))
                .map(Person::user)
                .findFirst();
        return known.isPresent() || !slack.anybody() ? known : Optional.of(slackName + " on Slack");
    }
}
