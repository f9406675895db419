package io.tocsin.server;

import io.tocsin.model.AlertGroup;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a notice would say, for those who ask before it is sent. */
@FunctionalInterface
interface Rendering {
    /** The words that every channel of ours builds on. */
    Rendering PLAIN = asked -> {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("title", Briefings.title(asked.group()));
        words.put("why", asked.why());
        return words;
    };

    /** The text of each part of the notice, in the order to show them; never throws for what a template does. */
    Map<String, String> of(Asked asked);

    /**
     * A notice that is not sent.
     *
     * @param why one sentence: why now
     */
    record Asked(
            Receiver receiver,
            Integration integration,
            AlertGroup group,
            Map<String, String> routeLabels,
            Instant at,
            String why) {}
}
