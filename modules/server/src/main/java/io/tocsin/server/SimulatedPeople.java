package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.Target;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Operator;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import io.tocsin.server.simulate.Act;
import io.tocsin.server.simulate.Fact;
import io.tocsin.server.simulate.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who are paged: they press buttons, and try again when nobody is there to answer. */
final class SimulatedPeople {
    private static final long SNOOZE = Duration.ofMinutes(45).toMillis();

    /** How often somebody tries whose act nobody takes, and how long he waits in between. */
    private static final int TRIES = 5;

    private static final long AGAIN = Duration.ofMinutes(1).toMillis();

    /** How long people take until they answer a page, at least and at most. */
    private static final long SLOW = Duration.ofMinutes(25).toMillis();

    private static final long QUICK = Duration.ofSeconds(20).toMillis();

    private final SimulatedProcess process;
    private final SimulatedClocks clocks;
    private final List<Fact> facts;
    private final long seed;
    private final int diligence;
    private final List<Fact.Acted> unheard = new ArrayList<>();
    private int silences;

    SimulatedPeople(SimulatedProcess process, SimulatedClocks clocks, List<Fact> facts, long seed, int diligence) {
        this.process = process;
        this.clocks = clocks;
        this.facts = facts;
        this.seed = seed;
        this.diligence = diligence;
    }

    /** Somebody has got a message; whether and when he presses its button depends on the message only. */
    void read(Message message) {
        if (message.person().isEmpty() || message.level() == 0 || diligence == 0) return;
        long hash = (message.id().hashCode() * 0x9E3779B97F4A7C15L ^ seed) >>> 1;
        if (hash % 100 >= diligence) return;
        long after = QUICK + hash / 100 % SLOW;
        clocks.in(after, () -> press(message, TRIES));
    }

    private void press(Message page, int tries) {
        AlertDesk desk = process.desk();
        if (desk == null) {
            if (tries > 1) clocks.in(AGAIN, () -> press(page, tries - 1));
            return;
        }
        desk.views()
                .book()
                .find(page.incident())
                .ifPresent(incident ->
                        act(desk, incident, Act.Verb.ACKNOWLEDGE, page.person(), page.subject(), page.round()));
    }

    /** Somebody acts on the open incident of a subject, or else on the newest. */
    void answer(Act.Answers answers, int tries) {
        AlertDesk desk = process.desk();
        if (desk == null) {
            if (tries > 1) clocks.in(AGAIN, () -> answer(answers, tries - 1));
            return;
        }
        Optional<Incident> newest = desk.views().book().all().stream()
                .filter(incident ->
                        incident.group().labels().orEmpty("alertname").equals(answers.subject()))
                .max(Comparator.comparing(Incident::open).thenComparing(Incident::openedAt));
        newest.ifPresent(incident -> {
            Integer asked = switch (answers.verb()) {
                case ACKNOWLEDGE -> incident.round();
                case ACKNOWLEDGE_OLD -> incident.round() - 1;
                case SNOOZE, GIVE_BACK, RESOLVE, ESCALATE, REASSIGN -> null;
            };
            act(desk, incident, answers.verb(), answers.who(), answers.subject(), asked);
        });
    }

    void answer(Act.Answers answers) {
        answer(answers, TRIES);
    }

    private void act(
            AlertDesk desk, Incident incident, Act.Verb verb, String who, String subject, @Nullable Integer asked) {
        long at = clocks.elapsed();
        int life = process.life();
        long until = verb == Act.Verb.SNOOZE ? SNOOZE : 0;
        Fact.Acted tried = new Fact.Acted(
                at, at, verb, who, subject, incident.id(), incident.round(), asked, until, Fact.Answer.UNHEARD);
        unheard.add(tried);
        process.watch(desk.people().act(incident.id(), signal(verb, who, asked, clocks.instant())))
                .onComplete(end -> {
                    if (life != process.life()) return;
                    Fact.Answer answer = end.failed()
                            ? Fact.Answer.NOT_DURABLE
                            : end.result().rejected() == null ? Fact.Answer.DONE : Fact.Answer.REFUSED;
                    unheard.remove(tried);
                    facts.add(tried.answered(clocks.elapsed(), answer));
                });
    }

    /** What was done and never answered, since the process died. */
    List<Fact.Acted> unheard() {
        return unheard;
    }

    private static Signal signal(Act.Verb verb, String who, @Nullable Integer asked, Instant now) {
        return switch (verb) {
            case ACKNOWLEDGE, ACKNOWLEDGE_OLD -> new Signal.Acknowledge(who, asked, null);
            case SNOOZE -> new Signal.Acknowledge(who, null, now.plusMillis(SNOOZE));
            case GIVE_BACK -> new Signal.Unacknowledge(who);
            case RESOLVE -> new Signal.Resolve(who);
            case ESCALATE -> new Signal.EscalateNow(who);
            case REASSIGN -> new Signal.Reassign(who, List.of(new Target.UserTarget(who)));
        };
    }

    void hush(Act.Hushes hushes) {
        AlertDesk desk = process.desk();
        if (desk == null) return;
        Instant now = clocks.instant();
        List<Matcher> matchers = List.of(new Matcher("alertname", Operator.EQUAL, hushes.subject()));
        Silence wanted =
                new Silence("", matchers, now, now.plusMillis(hushes.lasting()), now, "simulated", "work", Map.of());
        long at = clocks.elapsed();
        String id = "silence-" + ++silences;
        process.watch(desk.change((routing, turn) -> routing.silence(wanted, id, turn)))
                .onSuccess(answer -> {
                    if (answer instanceof SilenceAnswer.Accepted)
                        facts.add(new Fact.Hushed(at, hushes.subject(), at + hushes.lasting()));
                });
    }
}
