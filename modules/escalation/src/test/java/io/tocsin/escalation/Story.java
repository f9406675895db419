package io.tocsin.escalation;

import static io.tocsin.escalation.Fixture.NOON;

import io.tocsin.model.AlertGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leads one incident through time as the desk does: a timer at each deadline, signals in between. */
final class Story {
    final List<Effect> effects = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    Escalation escalation;
    Incident incident;
    Instant now = NOON;

    Story(Escalation escalation, AlertGroup group) {
        this.escalation = escalation;
        Step opened = escalation.open("inc-1", escalation == Fixture.ESCALATION ? "default" : "policy", group, now);
        incident = opened.incident();
        note(opened);
    }

    static Story ofDefault() {
        return new Story(Fixture.ESCALATION, Fixture.group("high"));
    }

    static Story of(Policy policy) {
        return new Story(Fixture.escalation(policy), Fixture.group("high"));
    }

    /** Lets time pass to the given minute after noon, with every timer on time. */
    Story until(long minute) {
        Instant end = Fixture.minute(minute);
        Instant due = incident.nextDeadline();
        while (due != null && !due.isAfter(end)) {
            now = due.isAfter(now) ? due : now;
            tell(new Signal.TimerDue());
            due = incident.nextDeadline();
            if (due != null && !due.isAfter(now)) throw new AssertionError("does not come to rest: " + incident);
        }
        now = end;
        return this;
    }

    /** Lets time pass without any timer. */
    Story asleepUntil(long minute) {
        now = Fixture.minute(minute);
        return this;
    }

    Story tell(Signal signal) {
        note(escalation.step(incident, signal, now));
        return this;
    }

    /** Another incident of that group is merged into this one, if that can be. */
    Story takeIn(AlertGroup group) {
        Incident other =
                escalation.open("inc-2", incident.policy().name(), group, now).incident();
        note(escalation.merge(other, incident, "anna", now).into());
        return this;
    }

    Story wake() {
        return tell(new Signal.TimerDue());
    }

    Story acknowledge(String by) {
        return tell(new Signal.Acknowledge(by, null, null));
    }

    Story resolve(String by) {
        return tell(new Signal.Resolve(by));
    }

    /** Who has been paged so far: {@code minute round/level user}. */
    List<String> pages() {
        return List.copyOf(pages);
    }

    List<String> pagesFrom(long minute) {
        return pages.stream()
                .filter(page -> Long.parseLong(page.substring(0, page.indexOf(' '))) >= minute)
                .toList();
    }

    @Nullable
    Effect lastEffect() {
        return effects.isEmpty() ? null : effects.getLast();
    }

    String lastText() {
        return incident.timeline().entries().getLast().text();
    }

    List<String> texts() {
        return incident.timeline().entries().stream().map(TimelineEntry::text).toList();
    }

    private void note(Step step) {
        incident = step.incident();
        effects.addAll(step.effects());
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Page page) {
                pages.add(Duration.between(NOON, now).toMinutes() + " " + page.round() + "/" + page.level() + " "
                        + page.user());
            }
        }
    }
}
