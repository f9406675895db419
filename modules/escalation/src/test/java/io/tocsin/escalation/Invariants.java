package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.Effect.NobodyReached;
import io.tocsin.escalation.Effect.OpenAnew;
import io.tocsin.escalation.Effect.Page;
import io.tocsin.escalation.Effect.Rejected;
import io.tocsin.escalation.Effect.TellAcknowledged;
import io.tocsin.escalation.Effect.TellResolved;
import io.tocsin.escalation.State.Acknowledged;
import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.State.Triggered;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of every step, whatever led to it. */
final class Invariants {
    private Invariants() {}

    static void check(Incident before, Signal signal, Instant now, Step step) {
        try {
            Incident after = step.incident();
            everyLevelOnce(after);
            timeGoesOn(signal, now, after);
            somebodyIsAlwaysNext(after);
            noPageForWhatIsAnswered(before, signal, step);
            pagesAreOfThisRoundAndNeverTwice(step);
            rejectionChangesNothing(before, step);
            changesOfStateAreTold(before, step);
            whatChangedIsInTheTimeline(before, step);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "before: " + before + "\nsignal: " + signal + " at " + now + "\nafter: " + step, e);
        }
    }

    private static void everyLevelOnce(Incident after) {
        Set<Integer> levels = new HashSet<>();
        int last = 0;
        for (Unless sequence : Unless.values()) {
            for (Fired fired : after.fired()) {
                if (fired.unless() != sequence) continue;
                assertThat(levels.add(fired.level())).as("level once").isTrue();
                assertThat(fired.level()).as("in order").isGreaterThan(last);
                last = fired.level();
                if (sequence == Unless.ACKNOWLEDGED) assertThat(fired.round()).isEqualTo(after.round());
            }
            last = 0;
        }
    }

    /** A desk that sends a timer whenever one is due must come to rest. */
    private static void timeGoesOn(Signal signal, Instant now, Incident after) {
        Instant next = after.nextDeadline();
        if (signal instanceof Signal.TimerDue && next != null) assertThat(next).isAfter(now);
    }

    private static void somebodyIsAlwaysNext(Incident after) {
        if (after.state() instanceof Triggered && after.pause() == null)
            assertThat(after.nextDeadline()).isNotNull();
    }

    private static void noPageForWhatIsAnswered(Incident before, Signal signal, Step step) {
        if (step.incident().state() instanceof Resolved) assertThat(pages(step)).isEmpty();
        if (step.incident().pause() != null && !pages(step).isEmpty()) {
            assertThat(signal).isInstanceOfAny(Signal.EscalateNow.class, Signal.Reassign.class);
        }
        if (!(step.incident().state() instanceof Acknowledged)) return;
        int levels = step.incident().policy().levels().size();
        for (Page page : pages(step)) {
            assertThat(before.state()).isInstanceOf(Acknowledged.class);
            assertThat(signal).isInstanceOfAny(Signal.TimerDue.class, Signal.PageFailed.class);
            if (page.level() <= levels) {
                assertThat(step.incident().policy().level(page.level()).unless())
                        .isEqualTo(Unless.RESOLVED);
            }
        }
    }

    private static void pagesAreOfThisRoundAndNeverTwice(Step step) {
        Set<String> ids = new HashSet<>();
        for (Page page : pages(step)) {
            assertThat(page.round()).isEqualTo(step.incident().round());
            assertThat(ids.add(page.level() + page.user())).as("page once").isTrue();
        }
    }

    private static void rejectionChangesNothing(Incident before, Step step) {
        if (step.effects().stream().noneMatch(Rejected.class::isInstance)) return;
        assertThat(step.effects()).hasSize(1);
        assertThat(step.incident()).isEqualTo(before);
    }

    private static void changesOfStateAreTold(Incident before, Step step) {
        boolean over = before.open() && !step.incident().open();
        boolean held = before.state() instanceof Triggered && step.incident().state() instanceof Acknowledged;
        assertThat(step.effects().stream().anyMatch(TellResolved.class::isInstance))
                .isEqualTo(over);
        assertThat(step.effects().stream().anyMatch(TellAcknowledged.class::isInstance))
                .isEqualTo(held);
        if (step.effects().stream().anyMatch(OpenAnew.class::isInstance))
            assertThat(step.incident().open()).isFalse();
    }

    private static void whatChangedIsInTheTimeline(Incident before, Step step) {
        boolean paged = step.effects().stream().anyMatch(e -> e instanceof Page || e instanceof NobodyReached);
        boolean moved =
                step.incident().round() != before.round() || step.incident().open() != before.open();
        if (paged || moved) {
            Timeline was = before.timeline();
            Timeline is = step.incident().timeline();
            assertThat(is.entries().size() + is.folded())
                    .isGreaterThan(was.entries().size() + was.folded());
        }
    }

    static List<Page> pages(Step step) {
        return step.effects().stream()
                .filter(Page.class::isInstance)
                .map(Page.class::cast)
                .toList();
    }
}
