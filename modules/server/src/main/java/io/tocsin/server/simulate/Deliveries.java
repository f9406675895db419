package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Bounded duplicates: what arrives twice has a crash or a lost answer as its excuse, and says that it is a repeat. */
final class Deliveries {
    /** An answer that was heard is as good as lost to a crash until it is on disk: nobody waits for that. */
    private static final long ON_ITS_WAY_TO_DISK = 10;

    private final Story story;
    private final Account account;
    private final List<Finding> found = new ArrayList<>();

    private Deliveries(Story story, Account account) {
        this.story = story;
        this.account = account;
    }

    static List<Finding> check(Story story, Account account) {
        Deliveries deliveries = new Deliveries(story, account);
        deliveries.eachIdHasItsExcuses();
        deliveries.oneCauseHasOneId();
        deliveries.theOtherSideIsLeftAlone();
        deliveries.whatCountsAsDeliveredArrived();
        return deliveries.found;
    }

    private void eachIdHasItsExcuses() {
        Map<String, List<Fact>> byId = new LinkedHashMap<>();
        for (Fact fact : account.facts()) {
            switch (fact) {
                case Fact.Left left -> of(byId, left.message().id()).add(left);
                case Fact.Landed landed -> of(byId, landed.message().id()).add(landed);
                case Fact.Answered answered -> of(byId, answered.message().id()).add(answered);
                case Fact.Died died -> byId.values().forEach(facts -> facts.add(died));
                case Fact.Heard heard -> {}
                case Fact.Acted acted -> {}
                case Fact.Hushed hushed -> {}
                case Fact.Started started -> {}
                case Fact.Stepped stepped -> {}
            }
        }
        byId.values().forEach(this::excuses);
    }

    private static List<Fact> of(Map<String, List<Fact>> byId, String id) {
        return byId.computeIfAbsent(id, any -> new ArrayList<>());
    }

    private void excuses(List<Fact> facts) {
        int landed = 0;
        int ambiguous = 0;
        int deaths = 0;
        long unknownUntil = 0;
        Message message = ((Fact.Left) facts.getFirst()).message();
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Left left -> {
                    message = left.message();
                    unknownUntil = Long.MAX_VALUE;
                }
                case Fact.Landed arrived -> landed++;
                case Fact.Answered answered -> {
                    unknownUntil = answered.at() + ON_ITS_WAY_TO_DISK;
                    if (answered.outcome() == Fact.Outcome.AMBIGUOUS) ambiguous++;
                }
                // What is not on disk is not known after a crash, so a sick disk excuses one more.
                case Fact.Died died -> deaths += died.at() <= unknownUntil || story.has(Act.Fails.class) ? 1 : 0;
                default -> {}
            }
            if (fact instanceof Fact.Died) unknownUntil = 0;
        }
        boolean again = message.isPage() || message.kind() == io.tocsin.model.Notice.Kind.NOTIFY;
        int allowed = 1 + (again || story.has(Act.Fails.class) ? ambiguous + deaths : 0);
        if (landed > allowed) {
            found.add(new Finding(
                    "duplicates",
                    message.told() + " arrived " + landed + " times; " + ambiguous + " lost answers and " + deaths
                            + " crashes excuse " + (allowed - 1) + " more than one"));
        }
    }

    /** The same person is paged for the same level of the same round under one id. */
    private void oneCauseHasOneId() {
        Map<String, Set<String>> ids = new HashMap<>();
        account.pages().map(Fact.Left::message).forEach(page -> {
            String cause = page.incident() + " round " + page.round() + " level " + page.level() + " " + page.to();
            ids.computeIfAbsent(cause, any -> new HashSet<>()).add(page.id());
        });
        ids.forEach((cause, all) -> {
            if (all.size() > 1) found.add(new Finding("one-id", cause + " was paged under " + all.size() + " ids"));
        });
    }

    /** Not before the Retry-After of the last answer has passed; a clock that is set may hurry it. */
    private void theOtherSideIsLeftAlone() {
        if (story.has(Act.SetsClock.class)) return;
        Map<String, Long> notBefore = new HashMap<>();
        for (Fact fact : account.facts()) {
            if (fact instanceof Fact.Answered answered && answered.outcome() == Fact.Outcome.RETRY) {
                notBefore.put(answered.message().id(), answered.at() + answered.notBefore());
            }
            // After a sick disk a new process may not know of the answer.
            if (fact instanceof Fact.Died && story.has(Act.Fails.class)) notBefore.clear();
            if (fact instanceof Fact.Left left
                    && left.at() < notBefore.getOrDefault(left.message().id(), 0L)) {
                if (undurable(left.at())) continue;
                found.add(new Finding(
                        "retry-after",
                        Story.time(left.at()) + " " + left.message().told() + " was not to" + " leave before "
                                + Story.time(
                                        notBefore.getOrDefault(left.message().id(), 0L))));
            }
        }
    }

    /** An answer that was heard just before a crash may not have become durable. */
    private boolean undurable(long at) {
        return account.all(Fact.Died.class).anyMatch(died -> died.at() <= at && died.at() > at - Story.hours(1));
    }

    private void whatCountsAsDeliveredArrived() {
        Set<String> arrived = account.all(Fact.Landed.class)
                .map(landed -> landed.message().id())
                .collect(Collectors.toSet());
        Collection<String> missing =
                account.delivered().stream().filter(id -> !arrived.contains(id)).toList();
        account.all(Fact.Left.class)
                .map(Fact.Left::message)
                .filter(message -> missing.contains(message.id()))
                .findFirst()
                .ifPresent(message ->
                        found.add(new Finding("arrived", message.told() + " counts as delivered and never arrived")));
        for (Message message : account.unsettled())
            found.add(new Finding("settled", message.told() + " has come to no end"));
    }
}
