package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Alerts of our own, over time: what is wrong now in, what has to be told of it out, which is that it began, from time to time
 * that it goes on, and that it is over. Decides by what it is given and nothing else.
 */
final class Ongoing {
    /** Well within the time after which an alert of which nothing is heard counts as over. */
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private final Map<Labels, Firing> firing = new HashMap<>();

    private record Firing(Instant since, Instant told, Map<String, String> texts) {}

    /** Goes on with an alert that was told before a restart, and may be over by now. */
    void resume(Alert alert) {
        firing.put(alert.labels(), new Firing(alert.startsAt(), Instant.EPOCH, alert.annotations()));
    }

    /**
     * What has to be told.
     *
     * @param wrong what is wrong now: the labels of its alert, and its texts
     */
    List<Alert> look(Map<Labels, Map<String, String>> wrong, Instant now) {
        List<Alert> news = new ArrayList<>();
        wrong.forEach((labels, texts) -> goesOn(labels, texts, now, news));
        for (Iterator<Map.Entry<Labels, Firing>> each = firing.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Labels, Firing> known = each.next();
            if (wrong.containsKey(known.getKey())) continue;
            each.remove();
            Map<String, String> texts = new HashMap<>(known.getValue().texts);
            texts.put("description", "It is over.");
            Instant since = known.getValue().since;
            news.add(new Alert(known.getKey(), texts, since, now, now, "", List.of(), ""));
        }
        return news;
    }

    private void goesOn(Labels labels, Map<String, String> texts, Instant now, List<Alert> news) {
        Firing known = firing.get(labels);
        if (known != null && known.told.plus(AGAIN_AFTER).isAfter(now)) return;
        Instant since = known == null ? now : known.since;
        firing.put(labels, new Firing(since, now, texts));
        news.add(new Alert(labels, texts, since, null, now, "", List.of(), ""));
    }
}
