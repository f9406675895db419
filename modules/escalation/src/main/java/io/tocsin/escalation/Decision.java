package io.tocsin.escalation;

import io.tocsin.escalation.State.Resolved;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.AlertGroup;

/** Gives one signal to whoever knows what it means. */
final class Decision {
    private final Turn turn;
    private final Ladder ladder;
    private final Paging paging;
    private final Waiting waiting;
    private final Parts parts;
    private final Answers answers;
    private final News news;

    Decision(Turn turn, Ladder ladder, Paging paging) {
        this.turn = turn;
        this.ladder = ladder;
        this.paging = paging;
        this.waiting = new Waiting(turn);
        this.parts = new Parts(turn);
        this.answers = new Answers(turn, ladder);
        this.news = new News(turn, ladder, answers);
    }

    void about(Signal signal) {
        boolean timer = signal instanceof Signal.TimerDue;
        if (!timer || waiting.isOver()) waiting.keepUp();
        if (turn.incident().open() && !(timer && turn.paused())) new Pace(turn).distrustTheClock();
        if (signal instanceof Signal.Firing(AlertGroup group)) news.asHeard(group);
        if (signal instanceof Signal.Absorb absorb) hear(parts.absorb(absorb));
        else parts.whole(signal).ifPresent(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.Firing(AlertGroup group) -> {
                waiting.firing();
                news.firing(group);
            }
            case Signal.Cleared(AlertGroup group) -> {
                if (!waiting.forTheEndToLast(group)) news.cleared(group);
            }
            case Signal.Held held -> waiting.held(held.why());
            case Signal.Released released -> waiting.released();
            case Signal.Acknowledge acknowledge -> {
                answers.acknowledge(acknowledge);
                paging.kept();
            }
            case Signal.Unacknowledge unacknowledge -> answers.unacknowledge(unacknowledge);
            case Signal.Resolve resolve -> answers.resolve(resolve, parts);
            case Signal.EscalateNow escalate -> answers.escalate(escalate);
            case Signal.Reassign reassign -> answers.reassign(reassign);
            case Signal.Merge merge -> answers.merge(merge);
            case Signal.Absorb absorb -> throw new AssertionError("heard as what it comes to");
            case Signal.TimerDue due -> timerDue();
            case Signal.Attempted attempted -> {
                turn.tell(attempted.attempt());
                if (attempted.attempt().reachedSomebody()) paging.delivered(attempted.round());
            }
            case Signal.PageFailed page -> ladder.failed(page);
            case Signal.Note note -> turn.tell(Kind.NOTE, note.text(), note.by());
        }
    }

    private void timerDue() {
        if (turn.incident().state() instanceof Resolved over) news.stillFiringAfter(over);
        else if (waiting.isOver()) answers.cleared();
        else if (!turn.paused()) ladder.wake();
    }
}
