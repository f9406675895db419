package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What holds an alert back at a look, and until when: asks the stages themselves, in their order. Alerts that fire at the
 * instant that is asked about are taken to go on: the ends that other systems foretell move on with each time they are heard.
 */
final class Holds {
    /** How far to look for the end of an interval: minutes of two weeks are some thousand questions, and enough for anybody. */
    private static final Duration LOOK_AHEAD = Duration.ofDays(15);

    private final RoutingConfig config;
    private final AlertIndex alerts;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final Evaluation evaluation;
    private final Instant asked;

    Holds(
            RoutingConfig config,
            AlertIndex alerts,
            Inhibitor inhibitor,
            Silences silences,
            Evaluation evaluation,
            Instant asked) {
        this.config = config;
        this.alerts = alerts;
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.evaluation = evaluation;
        this.asked = asked;
    }

    /** Whether an alert fires, as far as can be foreseen. */
    boolean fires(Tracked alert) {
        return alert.alert().firingAt(asked);
    }

    boolean any(Tracked alert, Route route, Instant look) {
        return inhibitor.inhibitedBy(alert, asked) != null
                || evaluation.mutedBy(route, look) != null
                || !silences.holding(alert, look).isEmpty();
    }

    List<Hold> of(Tracked alert, Route route, Instant look) {
        List<Hold> holds = new ArrayList<>(2);
        Long source = inhibitor.inhibitedBy(alert, asked);
        if (source != null) holds.add(byAlert(alert, source));
        Held.Muting muting = evaluation.mutedBy(route, look);
        if (muting != null) {
            Instant until = firstMinute(look, minute -> evaluation.mutedBy(route, minute) == null);
            holds.add(new Hold.ByInterval(muting.outside(), muting.names(), until));
        }
        holds.addAll(silences(alert, look));
        return holds;
    }

    List<Hold.BySilence> silences(Tracked alert, Instant look) {
        List<Hold.BySilence> holds = new ArrayList<>(1);
        for (String id : silences.holding(alert, look)) {
            Silence silence = silences.find(id);
            if (silence != null) holds.add(new Hold.BySilence(silence, end(silence, look)));
        }
        return holds;
    }

    private Hold byAlert(Tracked alert, long fingerprint) {
        Tracked source = alerts.find(fingerprint);
        if (source == null) return new Hold.ByAlert(fingerprint, Labels.EMPTY, "");
        String rule = config.inhibitRules().stream()
                .filter(each -> each.target().matches(alert.labels()))
                .filter(each -> each.source().matches(source.labels()))
                .filter(each -> each.equal().stream()
                        .allMatch(name -> source.labels()
                                .orEmpty(name)
                                .equals(alert.labels().orEmpty(name))))
                .map(InhibitRule::name)
                .findFirst()
                .orElse("");
        return new Hold.ByAlert(fingerprint, source.labels(), rule);
    }

    private static Instant end(Silence silence, Instant look) {
        TimeInterval during = silence.during();
        if (during == null) return silence.endsAt();
        Instant closes = firstMinute(look, minute -> !during.contains(minute));
        return closes == null || closes.isAfter(silence.endsAt()) ? silence.endsAt() : closes;
    }

    /** Time intervals change at whole minutes only. */
    private static @Nullable Instant firstMinute(Instant look, Predicate<Instant> holds) {
        Instant end = look.plus(LOOK_AHEAD);
        Instant minute = look.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        while (minute.isBefore(end)) {
            if (holds.test(minute)) return minute;
            minute = minute.plus(1, ChronoUnit.MINUTES);
        }
        return null;
    }
}
