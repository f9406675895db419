package io.tocsin.escalation;

import io.tocsin.escalation.Effect.OpenAnew;
import io.tocsin.escalation.State.Acknowledged;
import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.State.Triggered;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Labels;
import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the alerts of an incident do. */
final class News {
    private final Turn turn;
    private final Ladder ladder;
    private final Answers answers;
    private final Parts parts;
    private @Nullable AlertGroup heard;

    News(Turn turn, Ladder ladder, Answers answers) {
        this.turn = turn;
        this.ladder = ladder;
        this.answers = answers;
        this.parts = new Parts(turn);
    }

    /** The group that fires, as it was heard of: one of several, perhaps. */
    void asHeard(AlertGroup group) {
        heard = group;
    }

    void firing(AlertGroup group) {
        switch (turn.incident().state()) {
            case Triggered triggered -> {
                Severity before = turn.incident().severity();
                update(group);
                ladder.becameWorse(before);
            }
            case Acknowledged held -> {
                Severity worst = update(group);
                if (worst.compareTo(held.severity()) > 0) {
                    ladder.startRound(
                            0, "it became " + worst + " after " + held.by() + " had acknowledged " + held.severity());
                }
            }
            case Resolved over -> firingAfter(over, group);
        }
    }

    private Severity update(AlertGroup group) {
        Severity before = turn.incident().severity();
        Severity worst = group.severityAt(turn.now);
        tellChange(group);
        turn.become(group, worst);
        if (worst != before) turn.tell(Kind.SEVERITY_CHANGED, "severity was " + before + ", is " + worst);
        return worst;
    }

    private void tellChange(AlertGroup group) {
        Set<Labels> before = labels(turn.incident().group());
        Set<Labels> after = labels(group);
        long joined = after.stream().filter(labels -> !before.contains(labels)).count();
        long ended = before.stream().filter(labels -> !after.contains(labels)).count();
        if (joined + ended == 0) return;
        turn.tell(
                Kind.ALERTS_CHANGED,
                Sentences.count(after.size(), "alert") + " firing: " + joined + " new, " + ended + " ended"
                        + which(group, before));
    }

    private String which(AlertGroup group, Set<Labels> before) {
        List<Alert> joined = group.firingAt(turn.now).stream()
                .filter(alert -> !before.contains(alert.labels()))
                .toList();
        return joined.isEmpty() ? "" : ": " + Sentences.names(joined);
    }

    private void firingAfter(Resolved over, AlertGroup group) {
        if (over.into() != null) {
            openAnew(over, group);
        } else if (over.settled() || firesAnew(group)) {
            if (!turn.now.isAfter(over.at().plus(Escalation.REOPEN_WITHIN))) reopen(over, group);
            else openAnew(over, group);
        } else if (isHeldTooLong(over)) {
            openAnew(over, group);
        }
    }

    /** A resolve by hand cannot hold down for ever what never stopped. A silence can: then nobody is told until it ends. */
    void stillFiringAfter(Resolved over) {
        if (!over.settled() && !turn.paused() && isHeldTooLong(over))
            openAnew(over, turn.incident().group());
    }

    void cleared(AlertGroup group) {
        if (turn.incident().open()) {
            turn.become(group, group.severityAt(turn.now));
            answers.cleared();
        } else if (turn.incident().state() instanceof Resolved over && !over.settled()) {
            turn.become(group, group.severityAt(turn.now));
            turn.become(over.asSettled());
            turn.pause(null);
            turn.tell(Kind.WENT_QUIET, "nothing fires any more");
        }
    }

    /** The time that it was resolved does not count as time unresolved. */
    private void reopen(Resolved over, AlertGroup group) {
        Duration pause = Duration.between(over.at(), turn.now);
        turn.become(group, group.severityAt(turn.now));
        turn.tell(Kind.REOPENED, "it fires again " + Sentences.duration(pause) + " after it was resolved");
        if (pause.isPositive()) turn.move(turn.deadlines().unresolvedLaterBy(pause));
        ladder.startRound(0, "it fires again");
    }

    private void openAnew(Resolved over, AlertGroup group) {
        boolean several = !turn.incident().parts().isEmpty();
        if (several && heard != null) {
            if (!parts.leave(heard)) turn.become(over.asSettled());
            return;
        }
        if (several && parts.leaveAwake()) return;
        turn.become(over.asSettled());
        if (!several) turn.emit(new OpenAnew(group));
    }

    /** Whether an alert fires that did not when it was resolved: another one, or the same with a new beginning. */
    private boolean firesAnew(AlertGroup group) {
        Set<Beginning> known = beginnings(turn.incident().group());
        return beginnings(group).stream().anyMatch(beginning -> !known.contains(beginning));
    }

    private boolean isHeldTooLong(Resolved over) {
        return !turn.now.isBefore(over.at().plus(Escalation.HELD_DOWN_MAX));
    }

    private Set<Labels> labels(AlertGroup group) {
        return group.firingAt(turn.now).stream().map(Alert::labels).collect(Collectors.toSet());
    }

    private Set<Beginning> beginnings(AlertGroup group) {
        return group.firingAt(turn.now).stream()
                .map(alert -> new Beginning(alert.labels(), alert.startsAt()))
                .collect(Collectors.toSet());
    }

    private record Beginning(Labels labels, Instant startsAt) {}
}
