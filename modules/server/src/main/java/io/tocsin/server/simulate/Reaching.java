package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No loss: whatever fires is told to somebody, at once when nothing is in the way, and again and again while nobody answers. */
final class Reaching {
    /** From the decision to the first byte, with a slow disk in between. */
    private static final long SLACK = Story.seconds(3);

    /** What makes a page superfluous. All other verbs page somebody themselves. */
    private static final Set<Act.Verb> TAKES =
            EnumSet.of(Act.Verb.ACKNOWLEDGE, Act.Verb.ACKNOWLEDGE_OLD, Act.Verb.SNOOZE, Act.Verb.RESOLVE);

    private final Story story;
    private final Account account;
    private final List<Finding> found = new ArrayList<>();

    private Reaching(Story story, Account account) {
        this.story = story;
        this.account = account;
    }

    static List<Finding> check(Story story, Account account) {
        Reaching reaching = new Reaching(story, account);
        reaching.whatBeginsIsToldInTime();
        reaching.whatNobodyAnswersIsToldAgain();
        reaching.whatDidNotArriveIsTriedAgain();
        return reaching.found;
    }

    /** The first time that a subject fires: nothing that happened to it before excuses anything. */
    private void whatBeginsIsToldInTime() {
        // How long nobody was there is known by nobody once the clock was set meanwhile.
        if (story.has(Act.SetsClock.class) && story.has(Act.Crashes.class)) return;
        Map<String, Fact.Heard> first = new LinkedHashMap<>();
        account.all(Fact.Heard.class)
                .filter(Fact.Heard::firing)
                .forEach(heard -> first.putIfAbsent(heard.subject(), heard));
        first.values().forEach(this::isToldInTime);
    }

    private void isToldInTime(Fact.Heard heard) {
        long due = heard.at() + Company.GROUP_WAIT + SLACK;
        for (Fact.Died died : account.all(Fact.Died.class).toList()) {
            if (died.at() > due || died.at() < heard.at()) continue;
            long back = account.all(Fact.Started.class)
                    .mapToLong(Fact.Started::at)
                    .filter(at -> at >= died.at())
                    .min()
                    .orElse(died.at());
            due = Math.max(due, back + Company.GROUP_WAIT + SLACK);
        }
        long until = due;
        if (isOver(heard, until) || isTaken(heard, until) || isHushed(heard.subject(), heard.at(), until)) return;
        boolean pages = !Company.planOf(heard.subject()).equals(Company.PLAIN);
        boolean told = account.all(Fact.Left.class)
                .filter(left -> left.at() <= until)
                .filter(left -> left.message().subject().equals(heard.subject()))
                .anyMatch(left -> left.message().isPage() == pages);
        // In a storm a channel hears of the rest a minute later, in one message.
        if (!told && pages) {
            found.add(new Finding(
                    "told",
                    heard.subject() + " fires since " + Story.time(heard.at()) + ", and nobody was paged until "
                            + Story.time(until)));
        }
    }

    private boolean isOver(Fact.Heard heard, long until) {
        return account.all(Fact.Heard.class)
                .anyMatch(later -> !later.firing()
                        && later.subject().equals(heard.subject())
                        && later.at() >= heard.at()
                        && later.at() <= until);
    }

    /** Somebody took it on before a page could leave, and no page leaves after that. */
    private boolean isTaken(Fact.Heard heard, long until) {
        return account.all(Fact.Acted.class)
                .anyMatch(acted -> acted.subject().equals(heard.subject())
                        && TAKES.contains(acted.verb())
                        && acted.answer() != Fact.Answer.REFUSED
                        && acted.at() >= heard.at()
                        && acted.at() <= until);
    }

    private boolean isHushed(String subject, long from, long to) {
        return account.all(Fact.Hushed.class)
                .anyMatch(hushed -> hushed.subject().equals(subject) && hushed.at() <= to && hushed.until() >= from);
    }

    /** In the calm at the end the fallback is paged every hour, if all else has had its turn. */
    private void whatNobodyAnswersIsToldAgain() {
        long calm = story.length() - Story.CALM;
        Map<String, Long> firing = new LinkedHashMap<>();
        for (Fact.Heard heard : account.all(Fact.Heard.class).toList()) {
            if (heard.at() > calm + Story.minutes(1)) return;
            String alert = heard.subject() + " " + heard.instance();
            if (heard.firing()) firing.put(alert, heard.at());
            else firing.remove(alert);
        }
        for (String alert : firing.keySet()) {
            String subject = alert.substring(0, alert.indexOf(' '));
            if (Company.planOf(subject).equals(Company.PLAIN) || isAnswered(subject)) continue;
            if (isHushed(subject, calm, story.length())) continue;
            boolean landed = account.all(Fact.Landed.class)
                    .anyMatch(arrived -> arrived.message().isPage()
                            && arrived.message().subject().equals(subject)
                            && arrived.at() > calm);
            if (!landed) {
                found.add(new Finding(
                        "told-again",
                        subject + " still fires, nobody has answered, and nobody was paged since " + Story.time(calm)));
            }
        }
    }

    /** A page whose answer says that it did not arrive, or nothing, is tried again until nobody needs it any more. */
    private void whatDidNotArriveIsTriedAgain() {
        long old = story.length() - Story.hours(2);
        Map<String, Fact> last = new LinkedHashMap<>();
        for (Fact fact : account.facts()) {
            if (fact instanceof Fact.Left left && left.message().isPage())
                last.put(left.message().id(), left);
            if (fact instanceof Fact.Answered answered && answered.message().isPage())
                last.put(answered.message().id(), answered);
        }
        for (Fact fact : last.values()) {
            if (!(fact instanceof Fact.Answered answered) || fact.at() > old) continue;
            boolean open = answered.outcome() == Fact.Outcome.AMBIGUOUS || answered.outcome() == Fact.Outcome.RETRY;
            if (!open || isNeededNoMore(answered.message())) continue;
            found.add(new Finding(
                    "tried-again",
                    answered.message().told() + " was answered " + answered.outcome() + " at "
                            + Story.time(answered.at()) + " and not tried again"));
        }
    }

    private boolean isNeededNoMore(Message page) {
        boolean answered = account.all(Fact.Acted.class)
                .anyMatch(acted -> acted.incident().equals(page.incident()) && acted.answer() != Fact.Answer.REFUSED);
        boolean ended = account.all(Fact.Heard.class)
                .anyMatch(heard -> !heard.firing() && heard.subject().equals(page.subject()));
        return answered || ended || (story.has(Act.Crashes.class) && story.has(Act.Fails.class));
    }

    /** Whether somebody took it on, at any time: whether he still has it, the plain stories know. */
    private boolean isAnswered(String subject) {
        return account.all(Fact.Acted.class)
                .anyMatch(acted -> acted.subject().equals(subject)
                        && acted.answer() != Fact.Answer.REFUSED
                        && acted.verb() != Act.Verb.ESCALATE
                        && acted.verb() != Act.Verb.REASSIGN
                        && acted.verb() != Act.Verb.GIVE_BACK);
    }
}
