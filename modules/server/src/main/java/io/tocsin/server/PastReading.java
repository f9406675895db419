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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules that read their past up to a batch of the journal, in an engine of their own, while what comes after it and concerns
 * them is kept, or {@linkplain #readsOn read} afterwards when it is too much. On the rules loop, but for {@link #read}.
 */
final class PastReading {
    private static final Logger log = LoggerFactory.getLogger(PastReading.class);

    /** What concerns the new rules and is kept while the past is read, some 200 MB; of more, the past is read farther. */
    static final int WAITING_MAX = 200_000;

    /** How often: a stream that comes faster than the index is read is not waited for. */
    static final int STRETCHES_MAX = 20;

    /** Of a stretch more than the lateness of the rules is looked through: what came later than both is left out. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** What has fired for longer is not read from its beginning: alerts keep the earliest that they were told. */
    private static final Duration LOOK_BACK_MAX = Duration.ofDays(1);

    /** Of ids and frontiers: not known yet. */
    private static final long UNKNOWN = -1;

    private final RuleSet rules;
    private final RuleEngine engine;
    private final Owing since;
    private final Instant began;
    private Instant until;
    private final int keptMax;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Firing> found = new ArrayList<>(0);
    private List<Alert> firing;
    private long lastId;
    private long frontier = UNKNOWN;
    private boolean begun;
    private @Nullable Stretch stretch;
    private @Nullable Stretch next;
    private int stretches;
    private boolean failed;

    private record Kept(LogEvent event, long frontier) {}

    /**
     * What came behind the past and was too much to be kept: it is read from the index. Ids are given before the journal has an order,
     * so that others may lie between its lowest and its highest: what is read twice counts once.
     *
     * @param firstId its lowest id
     * @param from the frontier behind what was read before
     * @param lastId its highest id
     * @param frontier behind it
     * @param position of the batch that the index has to hold
     */
    private record Stretch(long firstId, long from, long lastId, long frontier, long position) {}

    /**
     * A reading that has not begun.
     *
     * @param since where the past of these rules ends
     * @param lastId the highest id of the past; -1 when what is {@link #observe observed} will tell
     * @param firing of these rules, before a restart
     * @param keptMax events that are kept, {@link #WAITING_MAX} but in tests
     */
    PastReading(RuleSet rules, Owing since, long lastId, List<Alert> firing, int keptMax) {
        this.rules = rules;
        this.engine = new RuleEngine(rules);
        this.since = since;
        this.lastId = lastId;
        this.firing = firing;
        this.keptMax = keptMax;
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

    /** The batch up to which the index has to hold everything before it is read. */
    long position() {
        return stretch == null ? since.position() : stretch.position();
    }

    Set<String> names() {
        return rules.rules().stream().map(Rule::name).collect(Collectors.toSet());
    }

    /** As far back as the windows reach, and as what fired, so that its beginning is found again. */
    private Instant began() {
        Instant end = isLive() && frontier < until.toEpochMilli() ? Instant.ofEpochMilli(frontier) : until;
        Instant first = began.isBefore(end) ? began : end;
        Instant longest = until.minus(LOOK_BACK_MAX);
        return (first.isBefore(longest) ? longest : first).minus(engine.memory());
    }

    /**
     * Whether it is known how far the stream had come where the past ends. After a restart it is not: nobody lets quiet sources go on
     * while the journal is shown.
     */
    private boolean isLive() {
        return since.fresh() && frontier >= 0;
    }

    /** On a thread of its own. */
    boolean read(Warmups.Past past) throws IOException {
        if (stretch == null) readPast(past);
        else readOn(past, stretch);
        firing = engine.firing();
        return true;
    }

    /** What the past decided was told when it was the present, or by the rule as it was. */
    private void readPast(Warmups.Past past) throws IOException {
        // No farther than the stream: what its slowest source brings next belongs to the same windows.
        long end = isLive() ? frontier : Long.MAX_VALUE;
        past.read(Concern.of(rules), began(), Instant.MAX, lastId, event -> {
            engine.follow(event, Math.min(event.time().toEpochMilli(), end));
        });
        engine.follow(frontier);
        if (since.fresh()) engine.firing().forEach(alert -> found.add(new Firing.Fired(alert, alert.startsAt())));
    }

    private void readOn(Warmups.Past past, Stretch part) throws IOException {
        past.read(Concern.of(rules), from(part), Instant.MAX, part.lastId(), event -> {
            if (event.id() < part.firstId()) return;
            // In the order of time: it has come as far as each event, but never farther than the stream.
            long at = Math.min(event.time().toEpochMilli(), part.frontier());
            found.addAll(engine.follow(event, at));
        });
        found.addAll(engine.follow(part.frontier()));
    }

    /** In a stream that has not come anywhere yet nothing is known to be earlier than the past. */
    private Instant from(Stretch part) {
        if (part.from() < 0) return began();
        Duration late = rules.rules().stream()
                .map(Rule::late)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return Instant.ofEpochMilli(part.from()).minus(late).minus(OVERLAP);
    }

    /** Whether more came while it read than is kept, so that it has to read on; on the loop. */
    boolean readsOn() {
        if (next == null || stretches == STRETCHES_MAX) return false;
        log.info("more than {} events for new rules while they read, they read on: {}", keptMax, names());
        stretch = next;
        next = null;
        stretches++;
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
        if (!concerns(event)) return;
        if (kept.size() >= keptMax) leaveToIndex(at, before);
        kept.add(new Kept(event, before));
    }

    /** All that was kept before this event. */
    private void leaveToIndex(long at, long before) {
        long firstId = next == null ? Long.MAX_VALUE : next.firstId();
        long highest = next == null ? UNKNOWN : next.lastId();
        for (Kept each : kept) {
            firstId = Math.min(firstId, each.event().id());
            highest = Math.max(highest, each.event().id());
        }
        kept.clear();
        long from = stretch == null ? frontier : stretch.frontier();
        next = new Stretch(firstId, from, highest, before, at);
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

    /** It could not be read to its end. */
    void failed() {
        failed = true;
    }

    /** The rules go on with what was kept, to the frontier of the stream. */
    Warmups.Filled join(long now) {
        RuleEngine joining = failed || next != null ? empty() : engine;
        for (Kept each : kept) found.addAll(joining.follow(each.event(), each.frontier()));
        found.addAll(joining.follow(now));
        return new Warmups.Filled(names(), joining, found);
    }

    /** Windows that miss a part are none. What fired, as far as it is known, holds until others are full and say otherwise. */
    private RuleEngine empty() {
        log.warn("new rules begin without their past: {}", names());
        RuleEngine empty = new RuleEngine(rules);
        empty.resume(firing);
        return empty;
    }
}
