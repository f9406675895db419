package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people do counts: no page after a journalled acknowledgement or resolve, no old button for a new round, silence is silence. */
final class Answering {
    private final Story story;
    private final Account account;
    private final Map<String, List<Fact.Left>> pages;
    private final Map<String, List<Fact.Acted>> acts;
    private final List<Finding> found = new ArrayList<>();

    private Answering(Story story, Account account) {
        this.story = story;
        this.account = account;
        this.pages = account.pages()
                .collect(Collectors.groupingBy(left -> left.message().incident()));
        this.acts = account.all(Fact.Acted.class).collect(Collectors.groupingBy(Fact.Acted::incident));
    }

    static List<Finding> check(Story story, Account account) {
        Answering answering = new Answering(story, account);
        account.all(Fact.Acted.class)
                .filter(acted -> acted.answer() == Fact.Answer.DONE)
                .forEach(answering::counts);
        account.all(Fact.Hushed.class).forEach(answering::isSilent);
        return answering.found;
    }

    private void counts(Fact.Acted acted) {
        switch (acted.verb()) {
            case ACKNOWLEDGE, ACKNOWLEDGE_OLD, SNOOZE -> {
                Integer asked = acted.asked();
                if (asked != null && asked != acted.round()) {
                    found.add(new Finding(
                            "old-button",
                            Story.time(acted.at()) + " " + acted.who() + " acknowledged round " + acted.round()
                                    + " by a button of round " + asked));
                }
                isHeeded(acted, false);
            }
            case RESOLVE -> isHeeded(acted, true);
            case GIVE_BACK, ESCALATE, REASSIGN -> {}
        }
    }

    /** Only the next round, or somebody who escalates, pages again for what was answered. */
    private void isHeeded(Fact.Acted acted, boolean everything) {
        long until = acts.getOrDefault(acted.incident(), List.of()).stream()
                .filter(later -> later.at() > acted.at())
                .filter(later -> later.verb() == Act.Verb.ESCALATE && later.answer() != Fact.Answer.REFUSED)
                .mapToLong(Fact.Acted::at)
                .min()
                .orElse(Long.MAX_VALUE);
        pages.getOrDefault(acted.incident(), List.of()).stream()
                .filter(left -> left.at() > acted.answeredAt() && left.at() < until)
                .filter(left -> left.message().round() <= acted.round())
                .filter(left -> everything || !untilResolved(left.message()))
                .filter(left -> !answeredBefore(acted, left))
                .findFirst()
                .ifPresent(left -> found.add(new Finding(
                        "heeded",
                        Story.time(left.at()) + " " + left.message().told() + " left after " + acted.who() + " had "
                                + (everything ? "resolved" : "acknowledged") + " it at "
                                + Story.time(acted.answeredAt()))));
    }

    /** Somebody who acknowledges again, after an escalation of the same round, changes nothing about what that escalation paged. */
    private boolean answeredBefore(Fact.Acted acted, Fact.Left left) {
        return story.isPlain() && left.at() <= acted.answeredAt();
    }

    private static boolean untilResolved(Message page) {
        for (int edition = 0; edition < Company.EDITIONS; edition++) {
            Plan plan = Company.edition(edition).plans().get(Company.planOf(page.subject()));
            if (plan != null && page.level() > plan.rungs().size()) return true;
            if (plan != null && page.level() > 0 && plan.rung(page.level()).untilResolved()) return true;
        }
        return false;
    }

    /** Time alone asks nobody for what is silenced; what was asked before may still be tried. */
    private void isSilent(Fact.Hushed hushed) {
        if (story.has(Act.SetsClock.class) || story.has(Act.Fails.class)) return;
        account.pages()
                .filter(left -> left.message().subject().equals(hushed.subject()))
                .filter(left -> left.message().level() > 0 && left.message().wall() == left.at() - lag(left))
                .filter(left ->
                        left.message().wall() > hushed.at() && left.message().wall() < hushed.until())
                .filter(left -> !somebodyAsked(left))
                .findFirst()
                .ifPresent(left -> found.add(new Finding(
                        "silent",
                        Story.time(left.at()) + " " + left.message().told() + " left while it was silenced from "
                                + Story.time(hushed.at()) + " to " + Story.time(hushed.until()))));
    }

    private static long lag(Fact.Left left) {
        return left.at() - left.message().wall();
    }

    private boolean somebodyAsked(Fact.Left left) {
        boolean acted = account.all(Fact.Acted.class)
                .anyMatch(other -> other.subject().equals(left.message().subject())
                        && Math.abs(other.at() - left.message().wall()) <= 1);
        boolean failed = account.all(Fact.Answered.class)
                .anyMatch(other -> other.outcome() == Fact.Outcome.PERMANENT
                        && other.message().incident().equals(left.message().incident())
                        && Math.abs(other.at() - left.message().wall()) <= 1);
        return acted || failed;
    }
}
