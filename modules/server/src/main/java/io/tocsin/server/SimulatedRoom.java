package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.State;
import io.tocsin.model.Alert;
import io.tocsin.model.Labels;
import io.tocsin.notify.Delivery;
import io.tocsin.rules.Firing;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.simulate.Account;
import io.tocsin.server.simulate.Act;
import io.tocsin.server.simulate.Fact;
import io.tocsin.server.simulate.Finding;
import io.tocsin.server.simulate.Message;
import io.tocsin.server.simulate.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One story on the alert desk as it runs live: rules, people, disk, clocks and the outside are simulated. Used once, by one thread. */
final class SimulatedRoom {
    /** A message that is younger than this may still be under way. */
    private static final Duration UNDER_WAY = Duration.ofMinutes(10);

    private final Story story;
    private final List<Configuration> editions;
    private final SimulatedClocks clocks = new SimulatedClocks();
    private final SimulatedWorld world;
    private final SimulatedProcess process;
    private final SimulatedPeople people;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Finding> wrong = new ArrayList<>();
    private final Map<Labels, Alert> firing = new HashMap<>();

    /**
     * A room in which nothing has happened.
     *
     * @param editions the configurations between which a reload goes, the first one first
     */
    SimulatedRoom(Story story, List<Configuration> editions, SimulatedProcess.Machine machine) {
        this.story = story;
        this.editions = editions;
        SplittableRandom chance = new SplittableRandom(story.seed());
        this.world = new SimulatedWorld(clocks, chance.split(), facts, this::read);
        this.process = new SimulatedProcess(machine, editions.getFirst(), clocks, world, chance.split(), facts, wrong);
        this.people = new SimulatedPeople(process, clocks, facts, story.seed(), story.diligence());
    }

    private void read(Message message) {
        people.read(message);
    }

    Account play() {
        for (Act act : story.acts()) {
            clocks.passTo(act.at());
            happen(act);
        }
        clocks.passTo(story.length());
        process.inspect();
        facts.addAll(people.unheard());
        AlertDesk desk = process.desk();
        if (desk == null) throw new IllegalStateException("nobody is there at the end of story " + story.seed());
        List<Outgoing> all = desk.views().outbox().all();
        return new Account(facts, wrong, unsettled(all), delivered(all), incidentDays(desk));
    }

    private void happen(Act act) {
        switch (act) {
            case Act.Begins begins -> begin(begins);
            case Act.Ends ends -> end(ends);
            case Act.Answers answers -> people.answer(answers);
            case Act.Hushes hushes -> people.hush(hushes);
            case Act.Crashes crashes -> process.crash(crashes);
            case Act.Reloads reloads -> process.reconfigure(editions.get(reloads.edition()));
            case Act.SetsClock sets -> {
                facts.add(new Fact.Stepped(clocks.elapsed(), sets.by()));
                clocks.set(sets.by());
                clocks.in(ClockWatch.STEP.toMillis(), this::glance);
            }
            case Act.Blows blows -> world.blow(blows);
            case Act.Fails fails -> {
                process.disk().becomes(fails.disk());
                clocks.in(fails.lasting(), () -> process.disk().becomes(null));
            }
        }
    }

    private void glance() {
        AlertDesk desk = process.desk();
        if (desk != null) process.watch(desk.glance());
    }

    private void begin(Act.Begins begins) {
        Instant now = clocks.instant();
        String subject = begins.subject();
        Labels labels = Labels.of(Map.of(
                "alertname",
                subject,
                "instance",
                begins.instance(),
                "plan",
                subject.substring(0, subject.indexOf('-')),
                "severity",
                begins.instance().equals("a") ? "high" : "critical"));
        if (firing.containsKey(labels)) return;
        Alert alert = new Alert(labels, Map.of("summary", subject), now, null, now, "1", List.of(), "");
        firing.put(labels, alert);
        process.finds(new Firing.Fired(alert, now));
    }

    private void end(Act.Ends ends) {
        Instant now = clocks.instant();
        List<Alert> ended = firing.values().stream()
                .filter(alert -> alert.name().equals(ends.subject())
                        && alert.labels().orEmpty("instance").equals(ends.instance()))
                .toList();
        for (Alert alert : ended) {
            firing.remove(alert.labels());
            process.finds(new Firing.Resolved(alert.endedAt(now, now), now));
        }
    }

    private List<Message> unsettled(List<Outgoing> all) {
        Instant old = clocks.instant().minus(UNDER_WAY);
        return all.stream()
                .filter(message -> !message.delivery().settled())
                .filter(message -> message.delivery().plannedAt().isBefore(old))
                .map(message ->
                        SimulatedProcess.message(message, message.delivery().notice()))
                .toList();
    }

    private static List<String> delivered(List<Outgoing> all) {
        return all.stream()
                .filter(message -> message.delivery().state() == Delivery.State.DELIVERED)
                .filter(message -> message.delivery().lastDetail().equals("ok"))
                .map(Outgoing::id)
                .toList();
    }

    private double incidentDays(AlertDesk desk) {
        double seconds = 0;
        for (Incident incident : desk.views().book().all()) {
            Instant end = incident.state() instanceof State.Resolved over ? over.at() : clocks.instant();
            seconds += Math.max(0, Duration.between(incident.openedAt(), end).toSeconds());
        }
        return seconds / Duration.ofDays(1).toSeconds();
    }
}
