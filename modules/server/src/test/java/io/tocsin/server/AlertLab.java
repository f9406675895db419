package io.tocsin.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Wording;
import io.tocsin.oncall.Handoff;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.routing.Entity;
import io.tocsin.routing.RouterState;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.testkit.SimulatedTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The alert desk on simulated time, with a disk in memory and a world that answers what the test wants. */
final class AlertLab {
    static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

    /** How long the world takes to answer an attempt. */
    static final Duration ANSWER = Duration.ofMillis(100);

    final SimulatedTime time = new SimulatedTime(START);
    final MemoryJournal journal = new MemoryJournal();
    final List<Sent> sent = new ArrayList<>();
    final HeardDecisions heard = new HeardDecisions();
    private final Metrics metrics = new Metrics(new SimpleMeterRegistry(), time);
    private final Map<String, Alert> firing = new HashMap<>();
    private final AckTokens tokens = new AckTokens(new byte[32]);
    private Function<Sent, Outcome> world = sent -> new Outcome.Delivered("ok", "thread-" + sent.channel());
    private Configuration configuration;
    private Duration wrongBy = Duration.ZERO;
    private long dice;
    private int life;
    private AlertDesk desk;

    AlertLab() {
        this("lab");
    }

    /** @param folder of the resources, with the configuration */
    AlertLab(String folder) {
        configuration = load(folder);
        desk = start();
    }

    /** An attempt as it left. */
    record Sent(Instant at, String channel, Notice notice, Wording wording) {
        boolean isPage() {
            return notice.kind() == Notice.Kind.PAGE;
        }

        boolean isRepeat() {
            return notice.briefing().why().startsWith("(repeat)");
        }

        /** As {@code anna slack}, or {@code #oncall slack} for a receiver. */
        String to() {
            return (notice.person().isEmpty() ? "#" + notice.receiver() : notice.person()) + " " + channel;
        }
    }

    /** Read once for all tests: it never changes. */
    private static final Map<String, Configuration> READ = new ConcurrentHashMap<>();

    static Configuration load(String folder) {
        return READ.computeIfAbsent(folder, AlertLab::read);
    }

    private static Configuration read(String folder) {
        URL resource = Objects.requireNonNull(AlertLab.class.getResource(folder));
        try {
            Path path = Path.of(resource.toURI());
            return ConfigFolder.load(path, path.resolve("rules"), Map.of(), name -> null);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private AlertDesk start() {
        int mine = ++life;
        AlertDeskParts parts = new AlertDeskParts(
                entry -> mine == life ? journal.append(entry) : Future.failedFuture("dead"),
                (notice, wording, channel) -> send(notice, wording, channel, mine),
                tokens,
                () -> time.instant().plus(wrongBy),
                () -> Duration.between(START, time.instant()).toNanos(),
                () -> dice,
                metrics,
                heard);
        return new AlertDesk(parts, configuration, (delay, task) -> {
            Runnable cancel = time.after(delay, () -> {
                if (mine == life) task.run();
            });
            return cancel::run;
        });
    }

    private void send(Notice notice, Wording wording, String channel, int of) {
        if (of != life) return;
        Sent attempt = new Sent(time.instant(), channel, notice, wording);
        sent.add(attempt);
        time.after(ANSWER, () -> {
            if (of == life) desk.answered(notice.id(), world.apply(attempt));
        });
    }

    void worldAnswers(Function<Sent, Outcome> answers) {
        world = answers;
    }

    /** From now on retries come as late as they may; before, at once. */
    void retriesComeLate() {
        dice = -1L;
    }

    /** The process dies now; what it wanted to do and had not done will not be done. */
    void die() {
        life++;
    }

    /** A new process on what is on the disk. */
    void comeBack() {
        AlertMemory memory = journal.read();
        desk = start();
        try {
            desk.remember(
                    memory.all(OverrideDesk.KIND, MadeOverride.class),
                    memory.all(HandoffDesk.KIND, Handoff.class),
                    memory.all(Closed.KIND, Closed.Stopped.class));
            desk.restore(
                    RouterState.of(memory.all(Turn.ROUTING, Entity.class)),
                    memory.all(IncidentDesk.KIND, Incident.class),
                    memory.all(Messages.KIND, Outgoing.class));
        } catch (IOException e) {
            throw new AssertionError("cannot read what was written", e);
        }
    }

    void restart() {
        die();
        comeBack();
    }

    /** Dies now or a little later; a new process takes over at that very instant. */
    void crashNow(Duration later) {
        if (later.isZero()) die();
        time.after(later, this::restart);
    }

    boolean isFiring(String name) {
        return firing.containsKey(name + List.of());
    }

    AlertDesk desk() {
        return desk;
    }

    void configure(String folder) {
        configuration = load(folder);
    }

    void reconfigure(String folder) {
        reconfigure(load(folder));
    }

    void reconfigure(Configuration changed) {
        configuration = changed;
        desk.reconfigure(changed);
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    /** Somebody sets the clock on the wall; the desk glances at it a second later. */
    void setClock(Duration by) {
        wrongBy = wrongBy.plus(by);
        time.after(ClockWatch.STEP, () -> desk.glance());
    }

    /** Our own rule fires. */
    Future<Void> fires(String name, String... more) {
        return fires(1, name, more);
    }

    Future<Void> fires(long position, String name, String... more) {
        Alert alert = alert(name, time.instant(), more);
        firing.put(name + List.of(more), alert);
        return desk.firings(List.of(new Firing.Fired(alert, time.instant())), turn -> turn.heard(position));
    }

    void ends(String name, String... more) {
        Alert alert = Objects.requireNonNull(firing.remove(name + List.of(more)));
        Instant now = time.instant();
        desk.firings(List.of(new Firing.Resolved(alert.endedAt(now, now), now)), turn -> turn.heard(2));
    }

    static Alert alert(String name, Instant at, String... more) {
        Map<String, String> labels = new HashMap<>(Map.of("alertname", name, "severity", "critical"));
        for (int i = 0; i < more.length; i += 2) labels.put(more[i], more[i + 1]);
        return new Alert(Labels.of(labels), Map.of("summary", name + "!"), at, null, at, "11", List.of(), "");
    }

    /** The newest incident. */
    Incident incident() {
        return incidents().getLast();
    }

    List<Incident> incidents() {
        return List.copyOf(desk.views().book().all());
    }

    PeopleDesk.Answered acknowledge(String by) {
        return desk.people()
                .act(incident().id(), new Signal.Acknowledge(by, null, null))
                .result();
    }

    PeopleDesk.Answered act(Signal signal) {
        return desk.people().act(incident().id(), signal).result();
    }

    List<Sent> pages() {
        return sent.stream().filter(Sent::isPage).toList();
    }

    /** Whom the pages went to, in order, as {@code anna slack}. */
    List<String> paged() {
        return pages().stream().map(Sent::to).toList();
    }

    /** Whom notices of a kind went to, in order. */
    List<String> told(Notice.Kind kind) {
        return sent.stream()
                .filter(attempt -> attempt.notice().kind() == kind)
                .map(Sent::to)
                .toList();
    }
}
