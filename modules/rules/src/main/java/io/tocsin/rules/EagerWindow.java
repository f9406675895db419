package io.tocsin.rules;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window of an eager condition: what follows once it is known at which instants each tier is true.
 *
 * <p>An <em>instant</em> is true when the window that ends there, itself included, meets the condition; only instants of
 * events can become true. More events never make a true instant false, so it is decided at once. True instants closer than
 * {@code resolve_after} are one span, and a span is one alert: it starts where the span starts, ends {@code
 * resolve_after} behind it, and ends for good when the watermark has passed that.
 */
abstract sealed class EagerWindow extends KeyWindow
        permits CountWindow, SumWindow, DistinctWindow, NewWindow, SequenceWindow, TogetherWindow, EventWindow {
    /** By tier; null while it was never true, which is nearly always. */
    private @Nullable Tier @Nullable [] tiers;

    EagerWindow(Key key) {
        super(key);
    }

    /** What is measured at an instant that is true, as people read it. */
    abstract String value(long since, RuleState rule);

    /** The ids of the events that made it true. */
    abstract List<String> evidence(long since, RuleState rule);

    /** Whether the window itself holds nothing that a later decision needs. */
    abstract boolean isSpent(RuleState rule);

    /** Writes what the window itself holds. */
    abstract void saveWindow(StateOut out) throws IOException;

    /** Reads what {@link #saveWindow} wrote. */
    abstract void loadWindow(StateIn in, RuleState rule) throws IOException;

    /** An instant is true; one inside an alert that has ended already (its event was later than allowed) is part of that. */
    final void mark(int number, long at, RuleState rule) {
        Tier tier = tier(number, rule);
        if (at > tier.endedAt) tier.spans.add(at, rule.terms().resolveAfter());
    }

    /** Whether to ask this instant again would change nothing: it is part of what is known to be true, or to have ended. */
    final boolean isDecided(int number, long at) {
        Tier tier = tiers == null ? null : tiers[number];
        return tier != null && (at <= tier.endedAt || tier.spans.holding(at) >= 0);
    }

    /** Whether {@link #isDecided} for each tier. */
    final boolean isDecided(long at, RuleState rule) {
        for (int number = 0; number < rule.limits().length; number++) if (!isDecided(number, at)) return false;
        return true;
    }

    /** All that is true by now, for the one condition that a late event can make false again. */
    final void replace(int number, Spans instants, RuleState rule) {
        Tier tier = tier(number, rule);
        if (tier.resuming) return;
        tier.spans.clear();
        for (int i = 0; i < instants.size(); i++) {
            if (instants.last(i) <= tier.endedAt) continue;
            tier.spans.cover(instants.first(i), instants.last(i), rule.terms().resolveAfter());
        }
        if (tier.spans.isEmpty() && firing(number)) rule.alerts().resolve(this, number, startOf(number));
    }

    /** Fires, or corrects the beginning of, what was marked. */
    final void begin(RuleState rule) {
        if (tiers == null) return;
        for (int number = 0; number < tiers.length; number++) begin(number, rule);
    }

    private void begin(int number, RuleState rule) {
        Tier tier = tiers == null ? null : tiers[number];
        if (tier == null || tier.spans.isEmpty() || tier.resuming) return;
        long since = tier.spans.first(0);
        if (!firing(number)) rule.alerts().fire(this, number, since, value(since, rule), evidence(since, rule));
        else if (since <= startOf(number)) rule.alerts().startedEarlier(this, number, since);
        else rule.alerts().startedLater(this, number, since, value(since, rule), evidence(since, rule));
        rule.schedule(this, tier.spans.last(0) + rule.terms().resolveAfter() + 1);
    }

    @Override
    final void resume(int number, RuleState rule) {
        tier(number, rule).resuming = true;
    }

    @Override
    void settle(RuleState rule) {
        if (tiers == null) return;
        for (int number = 0; number < tiers.length; number++) {
            Tier tier = tiers[number];
            if (tier != null) settle(number, tier, rule);
        }
    }

    private void settle(int number, Tier tier, RuleState rule) {
        long resolveAfter = rule.terms().resolveAfter();
        if (tier.resuming) {
            tier.resuming = false;
            long filled = rule.watermark() + rule.terms().late() + rule.terms().within();
            if (firing(number)) tier.spans.cover(startOf(number), Math.max(startOf(number), filled), resolveAfter);
        }
        while (!tier.spans.isEmpty() && rule.watermark() > tier.spans.last(0) + resolveAfter) {
            tier.endedAt = tier.spans.last(0) + resolveAfter;
            rule.alerts().resolve(this, number, tier.endedAt);
            tier.spans.removeFirst();
            begin(number, rule);
        }
        if (!tier.spans.isEmpty()) rule.schedule(this, tier.spans.last(0) + resolveAfter + 1);
    }

    @Override
    final boolean disposable(RuleState rule) {
        return !firing() && areOver() && isSpent(rule);
    }

    private boolean areOver() {
        if (tiers == null) return true;
        for (Tier tier : tiers) if (tier != null && !tier.spans.isEmpty()) return false;
        return true;
    }

    private Tier tier(int number, RuleState rule) {
        if (tiers == null) tiers = new Tier[rule.rule().limits().size()];
        Tier tier = tiers[number];
        if (tier == null) {
            tier = new Tier();
            tiers[number] = tier;
        }
        return tier;
    }

    @Override
    final void save(StateOut out) throws IOException {
        out.number(tiers == null ? 0 : tiers.length);
        for (int i = 0; tiers != null && i < tiers.length; i++) {
            Tier tier = tiers[i];
            out.flag(tier != null);
            if (tier == null) continue;
            tier.spans.save(out);
            out.number(tier.endedAt);
            out.flag(tier.resuming);
        }
        saveWindow(out);
    }

    @Override
    final void load(StateIn in, RuleState rule) throws IOException {
        int saved = in.count();
        for (int number = 0; number < saved; number++) {
            if (!in.flag()) continue;
            Tier tier = number < rule.rule().limits().size() ? tier(number, rule) : new Tier();
            tier.spans.load(in);
            tier.endedAt = in.number();
            tier.resuming = in.flag();
        }
        loadWindow(in, rule);
    }

    private static final class Tier {
        private final Spans spans = new Spans();
        private long endedAt = Long.MIN_VALUE;
        private boolean resuming;
    }
}
