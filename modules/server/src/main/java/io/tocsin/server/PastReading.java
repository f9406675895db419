package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Profile;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules that read their past up to a batch of the journal, in an engine of their own, while what comes after it and concerns
 * them is kept. On the rules loop, but for {@link #read}.
 */
final class PastReading {
    private static final Logger log = LoggerFactory.getLogger(PastReading.class);

    /** What concerns the new rules and comes while the past is read; more of it and a rule begins without its past. */
    static final int WAITING_MAX = 200_000;

    /** What has fired for longer is not read from its beginning: alerts keep the earliest that they were told. */
    private static final Duration LOOK_BACK_MAX = Duration.ofDays(1);

    /** The source of what is stored, whatever it was when it came. */
    private static final String PAST = "past";

    /** Of ids and frontiers: not known yet. */
    private static final long UNKNOWN = -1;

    private final RuleSet rules;
    private final RuleEngine engine;
    private final Owing since;
    private final Instant began;
    private Instant until;
    private final List<Kept> kept = new ArrayList<>();
    private long lastId;
    private long frontier = UNKNOWN;
    private boolean begun;
    private boolean tooMuch;

    private record Kept(LogEvent event, long frontier) {}

    /**
     * A reading that has not begun.
     *
     * @param since where the past of these rules ends
     * @param lastId the highest id of the past; -1 when what is {@link #observe observed} will tell
     * @param firing of these rules, before a restart
     */
    PastReading(RuleSet rules, Owing since, long lastId, List<Alert> firing) {
        this.rules = rules;
        this.engine = new RuleEngine(rules);
        this.since = since;
        this.lastId = lastId;
        this.until = since.at();
        this.began = firing.stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(until);
    }

    /**
     * Whether this call begins it.
     *
     * @param newestId of the journal
     * @param now the frontier of the stream
     */
    boolean begin(long newestId, long now) {
        if (begun) return false;
        if (lastId == UNKNOWN) lastId = newestId;
        if (frontier == UNKNOWN) frontier = now;
        begun = true;
        return true;
    }

    /** Where its past ends; of one of its rules. */
    Owing since() {
        return since;
    }

    Set<String> names() {
        return rules.rules().stream().map(Rule::name).collect(Collectors.toSet());
    }

    /** As far back as the windows reach, and as what fired, so that its beginning is found again. */
    private Instant began() {
        Instant longest = until.minus(LOOK_BACK_MAX);
        Instant first = began.isBefore(longest) ? longest : began;
        return (first.isBefore(until) ? first : until).minus(engine.memory());
    }

    /** On a thread of its own; what the past decided was told when it was the present, or by the rule as it was. */
    boolean read(Warmups.Past past) throws IOException {
        Instant from = began();
        past.read(Concern.of(rules), from, lastId, event -> engine.observe(event, PAST, event.receivedAt()));
        engine.follow(frontier);
        return true;
    }

    /**
     * Keeps an event that concerns these rules; a start shows those of the past first, which the index has.
     *
     * @param at the position of its batch
     * @param before the frontier of the stream before it
     */
    void observe(LogEvent event, long at, long before) {
        if (at <= since.position()) {
            lastId = Math.max(lastId, event.id());
            return;
        }
        if (!begun) endPast(event, before);
        if (tooMuch || !concerns(event)) return;
        kept.add(new Kept(event, before));
        tooMuch = kept.size() > WAITING_MAX;
        if (tooMuch) kept.clear();
    }

    /** After a restart: the windows have to be whole when the first event behind the past comes, and no further. */
    private void endPast(LogEvent first, long before) {
        if (lastId == UNKNOWN) lastId = first.id() - 1;
        if (frontier == UNKNOWN) frontier = before;
        if (first.receivedAt().isBefore(until)) until = first.receivedAt();
    }

    private boolean concerns(LogEvent event) {
        for (Rule rule : rules.rules()) if (rule.match().matches(event)) return true;
        for (Profile profile : rules.profiles()) if (profile.match().matches(event)) return true;
        return false;
    }

    /** The past was read; the rules go on with what was kept, to the frontier of the stream. */
    Warmups.Filled join(long now) {
        if (tooMuch) {
            log.warn("more than {} events for new rules while their past was read: they begin without", WAITING_MAX);
            return new Warmups.Filled(names(), new RuleEngine(rules), List.of());
        }
        List<Firing> found = new ArrayList<>(0);
        if (since.fresh()) engine.firing().forEach(alert -> found.add(new Firing.Fired(alert, alert.startsAt())));
        for (Kept each : kept) found.addAll(engine.follow(each.event(), each.frontier()));
        found.addAll(engine.follow(now));
        return new Warmups.Filled(names(), engine, found);
    }
}
