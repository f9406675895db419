package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.AbsentCondition;
import io.tocsin.rules.Firing;
import io.tocsin.rules.KeyField;
import io.tocsin.rules.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that fired before a restart and of which the refilled windows know nothing, because their events are older than
 * what was kept. Most have ended then. A silent service is different: it still fires, until the service is heard again.
 */
final class Orphans {
    private final Map<Alert, Rule> waiting = new LinkedHashMap<>();

    /**
     * Takes an alert in; gives its end when it has to end now, and nothing when it waits for its service.
     *
     * @param rule null when there is none of that name any more: then nothing will ever end the alert but this
     */
    List<Firing> adopt(Alert alert, @Nullable Rule rule, Instant now) {
        if (rule != null && rule.when() instanceof AbsentCondition) {
            waiting.put(alert, rule);
            return List.of();
        }
        return List.of(ended(alert, now));
    }

    /** Goes on under changed rules; gives the ends of those whose rule is gone. */
    List<Firing> replace(Map<String, Rule> rules, Instant now) {
        List<Alert> alerts = List.copyOf(waiting.keySet());
        waiting.clear();
        List<Firing> ended = new ArrayList<>();
        for (Alert alert : alerts) ended.addAll(adopt(alert, rules.get(alert.name()), now));
        return ended;
    }

    /** An event that may be the first word of a silent service. */
    List<Firing> seen(LogEvent event) {
        if (waiting.isEmpty()) return List.of();
        List<Firing> ended = new ArrayList<>();
        waiting.entrySet().removeIf(orphan -> {
            // What was said before the silence, and came late, does not end it.
            boolean back = !event.time().isBefore(orphan.getKey().startsAt())
                    && orphan.getValue().match().matches(event)
                    && isAbout(orphan.getKey(), orphan.getValue(), event);
            if (back) ended.add(ended(orphan.getKey(), event.time()));
            return back;
        });
        return ended;
    }

    private static boolean isAbout(Alert alert, Rule rule, LogEvent event) {
        for (KeyField field : rule.by()) {
            String label = alert.labels().get(field.label());
            if (label != null && !label.equals(event.fields().first(field.name()))) return false;
        }
        return true;
    }

    private static Firing ended(Alert alert, Instant at) {
        return new Firing.Resolved(alert.endedAt(at, at), at);
    }
}
