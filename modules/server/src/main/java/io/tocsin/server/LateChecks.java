package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.query.Query;
import io.tocsin.rules.AbsentCondition;
import io.tocsin.rules.BaselineCondition;
import io.tocsin.rules.EventCondition;
import io.tocsin.rules.Firing;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that came too late for the windows of a rule are not lost: the window they belong to is looked at again in the index,
 * and what it would have fired, had they come in time, is told with the label {@code late="true"}. On the rules loop; the
 * looking is done elsewhere.
 */
final class LateChecks {
    private static final Logger log = LoggerFactory.getLogger(LateChecks.class);

    static final Duration EVERY = Duration.ofMinutes(1);

    /** It is over already, but whoever is to hear of it must find it firing for a while. */
    static final Duration HOLDS = Duration.ofMinutes(15);

    /** Longer windows would be read again and again for each straggler. */
    private static final Duration WITHIN_MAX = Duration.ofDays(1);

    private final Told told = new Told();
    private final Deque<Holding> holding = new ArrayDeque<>();

    private record Holding(Alert alert, Instant until) {}

    /** Remembers what was told, of the present. */
    void told(List<Firing> firings) {
        told.add(firings);
    }

    /** Rules whose past is to be looked at again. */
    static boolean concerns(RuleEngine.Late late) {
        // Comparisons with a profile would be made with another one here, and silences and baselines are of the
        // present.
        return !(late.rule().when() instanceof AbsentCondition)
                && !(late.rule().when() instanceof EventCondition)
                && !(late.rule().when() instanceof BaselineCondition)
                && !late.rule().records()
                && late.rule().within().compareTo(WITHIN_MAX) <= 0;
    }

    /** What a rule would have fired around its late events, each with its end. Blocks. */
    static List<Alert> look(RuleEngine.Late late, Warmups.Past past) throws IOException {
        RuleEngine engine = new RuleEngine(new RuleSet(List.of(late.rule()), List.of()));
        Duration reach =
                late.rule().within().plus(late.rule().hold()).plus(late.rule().resolveAfter());
        Instant end = late.to().plus(reach);
        Map<String, Alert> found = new LinkedHashMap<>();
        Query match = late.rule().match();
        // Behind its end lies all that has come since, which may be hours of a busy stream.
        past.read(match, late.from().minus(engine.memory()), end.plusMillis(1), Long.MAX_VALUE, event -> {
            collect(engine.observe(event, "past", event.time()), found);
        });
        collect(engine.tick(end), found);
        log.info(
                "looked again at {} for events that came late: {} alerts",
                late.rule().name(),
                found.size());
        return found.values().stream()
                .filter(alert -> !alert.startsAt().isBefore(late.from())
                        && !alert.startsAt().isAfter(end))
                .toList();
    }

    private static void collect(List<Firing> firings, Map<String, Alert> found) {
        for (Firing each : firings) {
            Alert alert = each.alert();
            found.put(alert.labels() + "@" + alert.startsAt(), alert);
        }
    }

    /** What of it nobody has heard of yet, marked. */
    List<Firing> fresh(List<Alert> found, Instant now) {
        List<Firing> fresh = new ArrayList<>();
        for (Alert alert : found) {
            Instant ended = alert.endsAt();
            if (told.between(alert.labels(), alert.startsAt(), ended == null ? now : ended)) continue;
            Alert marked = marked(alert, now);
            if (told.between(marked.labels(), alert.startsAt(), now)) continue;
            fresh.add(new Firing.Fired(marked, now));
            holding.add(new Holding(marked, now.plus(HOLDS)));
        }
        return fresh;
    }

    private static Alert marked(Alert alert, Instant now) {
        Map<String, String> texts = new LinkedHashMap<>(alert.annotations());
        long seconds = Duration.between(alert.startsAt(), now).toSeconds();
        texts.put("late", "found " + seconds + " s after it began: its events came late");
        return new Alert(
                alert.labels().with("late", "true"),
                texts,
                alert.startsAt(),
                null,
                now,
                alert.value(),
                alert.evidence(),
                alert.generatorUrl());
    }

    /** What has been held for long enough. */
    List<Firing> over(Instant now) {
        List<Firing> over = new ArrayList<>(0);
        while (!holding.isEmpty() && !holding.peek().until.isAfter(now)) {
            over.add(new Firing.Resolved(holding.remove().alert.endedAt(now, now), now));
        }
        return over;
    }
}
