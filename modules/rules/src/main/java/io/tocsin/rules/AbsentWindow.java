package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.yaml.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The state of {@code absent()} for one key. It is silent from the instant at which the window since its last event was
 * over, if the stream was alive all that time: another key must have been heard at that instant or later, without
 * a gap as long as the window. When the stream itself falls silent and comes back, the clock of each key starts
 * anew, so that a shipper that returns does not accuse every service whose first line is a second behind.
 *
 * <p>A silence ends when the watermark reaches the next event of the key, with the time of that event.
 *
 * <p>A key that was not heard for {@code learn_after} in one piece is not known yet, and not missed.
 */
final class AbsentWindow extends KeyWindow {
    private static final long NEVER_HEARD = SourceClock.NEVER;

    /** In {@link Roster}, to be looked at when another key is heard. */
    boolean waiting;

    private final Roster roster;
    private final Spans spans = new Spans();
    private long knownSince = Deadlines.NEVER;
    private long streamResumed = NEVER_HEARD;

    AbsentWindow(Key key, Roster roster) {
        super(key);
        this.roster = roster;
        if (roster.declares(key)) {
            spans.add(NEVER_HEARD, 0);
            knownSince = NEVER_HEARD;
        }
    }

    @Override
    void add(long at, LogEvent event, RuleState rule) {
        spans.add(at, rule.terms().within());
        learn(spans.holding(at), rule);
        roster.heard(at, rule);
        rule.schedule(
                this,
                firing() && spans.size() > 1
                        ? spans.first(1)
                        : spans.last(0) + rule.terms().within() + 1);
    }

    @Override
    void resume(int tier, RuleState rule) {
        knownSince = NEVER_HEARD;
        spans.add(startOf(0) - rule.terms().within(), 0);
    }

    private void learn(int span, RuleState rule) {
        long since = spans.first(span) + rule.terms().learnAfter();
        if (spans.last(span) >= since) knownSince = Math.min(knownSince, since);
    }

    @Override
    void settle(RuleState rule) {
        boolean moved = true;
        while (moved) moved = firing() ? hasEnded(rule) : hasFallenSilent(rule);
        if (!forgotten(rule) && !roster.declares(key)) rule.schedule(this, forgetAt(rule) + 1);
    }

    private long forgetAt(RuleState rule) {
        return spans.last(spans.size() - 1) + rule.terms().forget();
    }

    private boolean forgotten(RuleState rule) {
        if (roster.declares(key) || rule.watermark() <= forgetAt(rule)) return false;
        if (firing()) rule.alerts().resolve(this, 0, forgetAt(rule));
        rule.remove(this);
        return true;
    }

    /** Ends the alert when the key was heard again for good. */
    private boolean hasEnded(RuleState rule) {
        long since = startOf(0);
        int next = spans.holding(since);
        if (next < 0) next = spans.after(since);
        if (next < 0) return false;
        long heard = Math.max(since, spans.first(next));
        if (rule.watermark() < heard) {
            rule.schedule(this, heard);
            return false;
        }
        rule.alerts().resolve(this, 0, heard);
        for (int i = 0; i < next; i++) spans.removeFirst();
        streamResumed = NEVER_HEARD;
        return true;
    }

    /**
     * One step along the stream from the last event of the key; false when there is nothing more to say at this
     * watermark.
     */
    private boolean hasFallenSilent(RuleState rule) {
        Spans stream = roster.spans();
        int alive = stream.holding(quietSince());
        if (alive < 0) return streamResumes(stream.after(quietSince()), rule);
        long silentAt = quietSince() + rule.terms().within();
        if (rule.watermark() <= silentAt) return lookAt(silentAt + 1, rule);
        if (spans.size() > 1 && (spans.first(1) <= silentAt || !knownAt(silentAt))) return spokeAgain();
        if (!knownAt(silentAt)) return false;
        long lastOfStream = stream.last(alive);
        if (lastOfStream >= silentAt) return fire(silentAt, rule);
        if (rule.watermark() <= lastOfStream + rule.terms().within()) {
            roster.wait(this);
            return lookAt(lastOfStream + rule.terms().within() + 1, rule);
        }
        if (roster.alone(lastOfStream, rule)) return fire(silentAt, rule);
        return streamResumes(alive + 1 < stream.size() ? alive + 1 : -1, rule);
    }

    /** Since when the key is missed: its last event, or when the stream came back after that. */
    private long quietSince() {
        return Math.max(streamResumed, spans.last(0));
    }

    private boolean lookAt(long due, RuleState rule) {
        rule.schedule(this, due);
        return false;
    }

    private boolean spokeAgain() {
        spans.removeFirst();
        streamResumed = NEVER_HEARD;
        return true;
    }

    private boolean streamResumes(int next, RuleState rule) {
        if (next < 0) {
            roster.wait(this);
            return false;
        }
        long resumed = roster.spans().first(next);
        if (rule.watermark() < resumed) return lookAt(resumed, rule);
        streamResumed = resumed;
        return true;
    }

    private boolean fire(long silentAt, RuleState rule) {
        rule.alerts().fire(this, 0, silentAt, silence(quietSince(), rule), List.of());
        return true;
    }

    /** For how long nothing was heard, as far as it is certain by now. */
    static String silence(long since, RuleState rule) {
        long seconds = Math.max(0, (rule.watermark() - since) / 1000);
        return "silent for " + (seconds < 120 ? seconds + " s" : Durations.print(Duration.ofSeconds(seconds)));
    }

    /** The stream must have gone on at least until then to prove the silence. */
    long proof(RuleState rule) {
        return quietSince() + rule.terms().within();
    }

    boolean knownAt(long at) {
        return knownSince <= at;
    }

    @Override
    boolean disposable(RuleState rule) {
        return false;
    }

    @Override
    void save(StateOut out) throws IOException {
        spans.save(out);
        out.number(knownSince);
        out.number(streamResumed);
        out.flag(waiting);
    }

    @Override
    void load(StateIn in, RuleState rule) throws IOException {
        spans.load(in);
        if (spans.isEmpty()) throw new IOException("cannot read a silence that began with nothing");
        knownSince = in.number();
        streamResumed = in.number();
        if (roster.declares(key)) knownSince = NEVER_HEARD;
        if (in.flag()) roster.wait(this);
        else roster.forget(this);
    }
}
