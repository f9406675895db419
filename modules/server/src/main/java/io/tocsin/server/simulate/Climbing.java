package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Levels come in order, never early, at most one late one at once, and to whom the schedule names; one incident a group. */
final class Climbing {
    /** Timers and disks take their time: two pages may come this much closer than their levels. */
    private static final long TOLERANCE = Story.seconds(1);

    private final Story story;
    private final Account account;
    private final List<Finding> found = new ArrayList<>();

    private Climbing(Story story, Account account) {
        this.story = story;
        this.account = account;
    }

    static List<Finding> check(Story story, Account account) {
        Climbing climbing = new Climbing(story, account);
        Map<String, List<Message>> byIncident = new LinkedHashMap<>();
        account.pages()
                .map(Fact.Left::message)
                .forEach(page -> byIncident
                        .computeIfAbsent(page.incident(), any -> new ArrayList<>())
                        .add(page));
        byIncident.values().forEach(climbing::climbsInTime);
        account.pages().map(Fact.Left::message).forEach(climbing::isOnCall);
        climbing.oneIncidentAGroup();
        return climbing.found;
    }

    /** The first page of each level of each round, in the order in which they were decided. */
    private void climbsInTime(List<Message> pages) {
        Map<String, Message> first = new LinkedHashMap<>();
        pages.stream()
                .filter(page -> page.level() > 0)
                .sorted(Comparator.comparingLong(Message::wall))
                .forEach(page -> first.putIfAbsent(page.round() + "/" + page.level(), page));
        List<Message> levels = new ArrayList<>(first.values());
        for (int i = 0; i < levels.size(); i++) {
            for (int j = 0; j < i; j++) isNotEarly(levels.get(j), levels.get(i));
        }
    }

    /** Of one round, or of the sequence that goes on through all rounds. */
    private void isNotEarly(Message before, Message after) {
        Plan plan = Company.edition(0).plans().get(Company.planOf(after.subject()));
        if (plan == null
                || after.level() > plan.rungs().size()
                || before.level() > plan.rungs().size()) return;
        boolean sameRound = before.round() == after.round();
        boolean goesOn = plan.rung(before.level()).untilResolved()
                && plan.rung(after.level()).untilResolved();
        if (!sameRound && !goesOn) return;
        if (hurried(before, after)) return;
        if (goesOn && after.level() < before.level()) {
            found.add(new Finding("order", after.told() + " came after level " + before.level()));
        }
        if (sameRound && before.late() && after.late() && after.wall() == before.wall()) {
            found.add(new Finding("one-late-level", after.told() + " was late at once with level " + before.level()));
        }
        boolean sameSequence = plan.rung(before.level()).untilResolved()
                == plan.rung(after.level()).untilResolved();
        if (!sameSequence || before.level() > after.level()) return;
        long distance =
                plan.rung(after.level()).after() - plan.rung(before.level()).after();
        if (after.wall() - before.wall() < distance - TOLERANCE) {
            found.add(new Finding(
                    "early",
                    after.told() + " was decided " + Story.time(after.wall() - before.wall()) + " after level "
                            + before.level() + ", at least " + Story.time(distance) + " are to lie between them"));
        }
    }

    /** Somebody asked for the next level, somebody could not be reached, somebody set a clock, or another plan was loaded. */
    private boolean hurried(Message before, Message after) {
        if (story.has(Act.SetsClock.class) || story.has(Act.Reloads.class)) return true;
        // A crash that a sick disk made forgetful may forget a level, too.
        if (story.has(Act.Fails.class) && story.has(Act.Crashes.class)) return true;
        boolean asked = account.all(Fact.Acted.class)
                .anyMatch(acted -> acted.incident().equals(after.incident())
                        && Set.of(Act.Verb.ESCALATE, Act.Verb.REASSIGN).contains(acted.verb())
                        && acted.at() <= after.wall());
        boolean failed = account.all(Fact.Answered.class)
                .anyMatch(answered -> answered.outcome() == Fact.Outcome.PERMANENT
                        && answered.message().incident().equals(after.incident())
                        && answered.at() <= after.wall());
        return asked || failed || before.level() == after.level();
    }

    /** Whoever is paged is who the plan means at that instant by the clock on the wall: exactly the one whose turn it is. */
    private void isOnCall(Message page) {
        if (page.level() == 0) return;
        for (int edition = 0; edition < Company.EDITIONS; edition++) {
            if (edition > 0 && !story.has(Act.Reloads.class)) break;
            Company company = Company.edition(edition);
            Plan plan = company.plans().get(Company.planOf(page.subject()));
            if (plan == null) continue;
            Set<String> meant = page.level() > plan.rungs().size()
                    ? Set.of(plan.fallback())
                    : company.who(plan.rung(page.level()), Story.START.plusMillis(page.wall()));
            if (meant.contains(page.person())) return;
        }
        found.add(new Finding("on-call", page.told() + ", whom nobody means at " + Story.time(page.wall())));
    }

    /** Once a newer incident of a group has paged somebody, an older one pages nobody any more. */
    private void oneIncidentAGroup() {
        if (story.has(Act.Fails.class)) return;
        Map<String, List<String>> incidents = new LinkedHashMap<>();
        account.pages().map(Fact.Left::message).forEach(page -> {
            List<String> known = incidents.computeIfAbsent(page.subject(), any -> new ArrayList<>());
            if (!known.contains(page.incident())) known.add(page.incident());
            else if (!known.getLast().equals(page.incident()))
                found.add(new Finding("one-incident", page.told() + " although " + known.getLast() + " is newer"));
        });
    }
}
