package io.tocsin.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.escalation.Incident;
import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.routing.RouterState;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.simulate.Act;
import io.tocsin.server.simulate.Fact;
import io.tocsin.server.simulate.Finding;
import io.tocsin.server.simulate.Message;
import io.tocsin.server.simulate.Story;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The alert desk as it runs live, in a process that dies where a story wants it to and comes back with what is on the disk. A life
 * that is over hears and does nothing any more: its timers do not fire, its writes and messages go nowhere.
 */
final class SimulatedProcess {
    private static final AckTokens TOKENS = new AckTokens(new byte[32]);

    private final SimulatedClocks clocks;
    private final SimulatedDisk disk;
    private final SimulatedWorld world;
    private final Machine machine;
    private final RandomGenerator jitter;
    private final List<Fact> facts;
    private final List<Finding> wrong;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics;

    /** What the rules have found, in order: the journal of events has it, whoever dies. */
    private final List<Firing> found = new ArrayList<>();

    private Configuration configuration;
    private AlertDesk desk;
    private int life;
    private boolean up;
    private Act.@Nullable Moment armed;
    private long away;

    /** What is made of the parts: the product; tests put a broken one in its place. */
    interface Machine {
        Machine PRODUCT = AlertDesk::new;

        AlertDesk start(AlertDeskParts parts, Configuration configuration, Timers timers);

        default Future<Void> restore(
                AlertDesk desk, RouterState known, List<Incident> incidents, List<Outgoing> messages) {
            return desk.restore(known, incidents, messages);
        }
    }

    SimulatedProcess(
            Machine machine,
            Configuration configuration,
            SimulatedClocks clocks,
            SimulatedWorld world,
            SplittableRandom chance,
            List<Fact> facts,
            List<Finding> wrong) {
        this.machine = machine;
        this.configuration = configuration;
        this.clocks = clocks;
        this.world = world;
        this.disk = new SimulatedDisk(clocks, chance.split());
        this.jitter = chance.split();
        this.facts = facts;
        this.wrong = wrong;
        this.metrics = new Metrics(registry, clocks);
        this.desk = begin();
    }

    private AlertDesk begin() {
        int mine = ++life;
        up = true;
        AlertDeskParts parts = new AlertDeskParts(
                entry -> append(entry, mine),
                (notice, wording, channel) -> send(notice, channel, mine),
                TOKENS,
                clocks,
                () -> clocks.elapsed() * 1_000_000,
                jitter,
                metrics,
                Chronicle.NONE);
        return machine.start(
                parts,
                configuration,
                (delay, task) -> clocks.after(delay, () -> {
                    if (mine == life) task.run();
                }));
    }

    private void comeBack() {
        facts.add(new Fact.Started(clocks.elapsed()));
        desk = begin();
        int mine = life;
        try {
            AlertMemory memory = disk.read();
            Replayed replayed = Replayed.of(memory);
            wrong.addAll(replayed.differences(disk.durable()));
            watch(machine.restore(desk, replayed.routing(), replayed.incidents(), replayed.messages()));
            for (int i = Math.toIntExact(memory.events()) + 1; i < found.size() && mine == life; i++) tell(i);
        } catch (IOException e) {
            wrong.add(new Finding("replay", "what was written cannot be read: " + e.getMessage()));
        }
    }

    private void die(Act.Moment moment) {
        facts.add(new Fact.Died(clocks.elapsed(), moment));
        life++;
        up = false;
        armed = null;
        disk.crash();
        clocks.in(away, this::comeBack);
    }

    private boolean strikes(Act.Moment moment) {
        if (armed != moment) return false;
        die(moment);
        return true;
    }

    void crash(Act.Crashes crashes) {
        if (!up) return;
        away = crashes.away();
        armed = crashes.moment();
        strikes(Act.Moment.NOW);
    }

    private Future<Void> append(AlertLog.Entry entry, int mine) {
        Promise<Void> told = Promise.promise();
        if (mine != life || strikes(Act.Moment.BEFORE_WRITE)) return told.future();
        Future<Void> durable = disk.append(entry);
        if (strikes(Act.Moment.BEFORE_SYNC)) return told.future();
        durable.onComplete(end -> {
            if (mine != life || (end.succeeded() && strikes(Act.Moment.AFTER_SYNC))) return;
            if (end.succeeded()) told.complete();
            else told.fail(end.cause());
        });
        return told.future();
    }

    private void send(Notice notice, String channel, int mine) {
        if (mine != life || strikes(Act.Moment.BEFORE_SEND)) return;
        Outgoing outgoing = desk.views().outbox().find(notice.id()).orElse(null);
        if (outgoing == null) {
            wrong.add(new Finding("known", "message " + notice.id() + " leaves, and nobody knows it"));
            return;
        }
        if (!disk.wasEverSick() && !disk.knows(outgoing)) {
            wrong.add(new Finding("intent-first", message(outgoing, notice).told() + " leaves before that is on disk"));
        }
        world.take(message(outgoing, notice), channel, (message, outcome) -> {
            if (mine != life || strikes(Act.Moment.BEFORE_ANSWER)) return;
            facts.add(SimulatedWorld.heard(clocks.elapsed(), message, outcome));
            watch(desk.answered(message.id(), outcome));
        });
        strikes(Act.Moment.AFTER_SEND);
    }

    static Message message(Outgoing outgoing, Notice notice) {
        return new Message(
                notice.id(),
                notice.kind(),
                notice.person(),
                outgoing.address(),
                notice.briefing().group().labels().orEmpty("alertname"),
                outgoing.incident(),
                outgoing.round(),
                outgoing.level(),
                Duration.between(Story.START, notice.briefing().at()).toMillis(),
                notice.briefing().why().startsWith("(repeat) "),
                notice.briefing().why().endsWith(" late"),
                Digest.is(notice));
    }

    /** The rules find something; while nobody is there it waits in the journal of events. */
    void finds(Firing firing) {
        found.add(firing);
        if (up) tell(found.size() - 1);
    }

    private void tell(int position) {
        Firing firing = found.get(position);
        Alert alert = firing.alert();
        facts.add(new Fact.Heard(
                clocks.elapsed(),
                alert.name(),
                alert.labels().orEmpty("instance"),
                !(firing instanceof Firing.Resolved)));
        watch(desk.firings(List.of(firing), turn -> turn.heard(position)));
    }

    void reconfigure(Configuration changed) {
        configuration = changed;
        if (up) watch(desk.reconfigure(changed));
    }

    SimulatedDisk disk() {
        return disk;
    }

    /** The desk; null while nobody is there. */
    @Nullable
    AlertDesk desk() {
        return up ? desk : null;
    }

    /** The number of this life: whoever waits for an answer of another one waits in vain. */
    int life() {
        return life;
    }

    /** A disk may fail; our own code may not. */
    <T> Future<T> watch(Future<T> done) {
        return done.onFailure(failure -> {
            if (!(failure instanceof IOException)) wrong.add(new Finding("no-bug", String.valueOf(failure)));
        });
    }

    /** Looks at what is left at the end: is all of it on the disk, and does the disk give it back? */
    void inspect() {
        double bugs = registry.get("tocsin.bugs").counter().count();
        if (bugs > 0 && wrong.isEmpty()) wrong.add(new Finding("no-bug", bugs + " exceptions of our own"));
        for (int i = 0; i < 10_000 && !(up && disk.isIdle()); i++) clocks.passTo(clocks.elapsed() + 1);
        wrong.addAll(Replayed.differences("what the desk knows", known(), "the journal", disk.durable()));
        try {
            wrong.addAll(Replayed.of(disk.read()).differences(disk.durable()));
        } catch (IOException e) {
            wrong.add(new Finding("replay", "what was written cannot be read: " + e.getMessage()));
        }
    }

    private Map<String, Object> known() {
        return new HashMap<>(desk.everything());
    }
}
