package io.tocsin.server;

import io.tocsin.model.LogEvent;
import java.util.List;

/**
 * After a start: fills the windows of the rules from the events that the journal still holds, before they see a new one. What
 * the rules find up to the position that alerts had heard of is known; what they find after it was lost on the way and is
 * told now. On the rules loop.
 */
final class Recovery implements RulesReader.Rules {
    private final RulesDesk rules;
    private final BeforeStart before;
    private final long start;
    private final boolean forgotten;

    /** A recovery that has done nothing yet. */
    Recovery(RulesDesk rules, BeforeStart before, JournalReach reach) {
        // What fires by a checkpoint that alerts have no memory of, because their journal was damaged, is told again.
        this.forgotten = reach.unseen() - 1 > before.heard();
        this.rules = rules;
        this.before = before;
        this.start = reach.start();
        rules.resume(before, reach);
    }

    /** Shows the rules the next batch of the journal. */
    @Override
    public void read(String source, List<LogEvent> events, long position) {
        if (position < start) rules.remember(source, events, position <= before.heard(), position);
        else rules.observe(source, events, position);
    }

    @Override
    public void reached() {
        rules.settle(before.firing());
        if (forgotten) rules.tellAgain(before.firing());
    }
}
