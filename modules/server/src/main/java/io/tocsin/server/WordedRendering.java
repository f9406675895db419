package io.tocsin.server;

import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Secret;
import io.tocsin.notify.Form;
import io.tocsin.notify.Wording;
import io.tocsin.server.config.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Renders what a receiver would read: the texts of the file where it has some, and what our own message builds on. */
final class WordedRendering implements Rendering {
    private static final Destination NOWHERE = new Destination.Webhook(Secret.NONE, Map.of());
    private static final Briefing.Links NO_LINKS = new Briefing.Links("", "", "", "", "");

    private final Supplier<Configuration> configuration;

    WordedRendering(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    @Override
    public Map<String, String> of(Asked asked) {
        Map<String, String> words = new LinkedHashMap<>(PLAIN.of(asked));
        Configuration current = configuration.get();
        Form form =
                current.forms().of(asked.receiver().name(), asked.integration().id());
        Wording wording = new Wording(form, Cause.FIRST, asked.routeLabels());
        words.putAll(wording.texts(notice(asked), current.settings().externalUrl(), asked.at()));
        return words;
    }

    private static Notice notice(Asked asked) {
        AlertGroup group = asked.group();
        Briefing briefing = new Briefing(
                group,
                "",
                Briefings.title(group),
                group.severityAt(asked.at()),
                asked.at(),
                Briefings.since(group, asked.at()),
                asked.why(),
                List.of(),
                "",
                "",
                NO_LINKS);
        return new Notice("", Notice.Kind.NOTIFY, "", asked.receiver().name(), NOWHERE, briefing, "");
    }
}
