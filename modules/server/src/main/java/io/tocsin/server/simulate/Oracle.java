package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * In a plain story an independent reading of the rules foretells every page to the millisecond: nobody more, nobody less. It counts how long
 * everybody has waited, so it foretells the same where the clock on the wall is set back.
 */
final class Oracle {
    private static final Comparator<NaiveGroup.Page> ORDER = Comparator.comparingLong(NaiveGroup.Page::at)
            .thenComparingInt(NaiveGroup.Page::round)
            .thenComparingInt(NaiveGroup.Page::level)
            .thenComparing(NaiveGroup.Page::user);

    private static final long ON_ITS_WAY_TO_DISK = 10;

    /** What was moved with the clock is a nanosecond late, and what depends on it later still by a millisecond each time. */
    private static final long MOVED = 50;

    private Oracle() {}

    static List<Finding> check(Story story, Account account) {
        List<Finding> found = new ArrayList<>();
        if (!story.isPlain()) return found;
        Map<String, List<NaiveGroup.Page>> expected = expected(story, account);
        expected.forEach((subject, pages) -> {
            List<NaiveGroup.Page> unforeseen = new ArrayList<>(sorted(seen(subject, account)));
            List<NaiveGroup.Page> missing = sorted(pages).stream()
                    .filter(page -> !take(page, unforeseen, story.has(Act.SetsClock.class) ? MOVED : 0))
                    .filter(page -> !isTakenBack(page, subject, account))
                    .toList();
            String difference = difference(missing, unforeseen);
            if (!difference.isEmpty()) found.add(new Finding("oracle", subject + ": " + difference));
        });
        return found;
    }

    private static Map<String, List<NaiveGroup.Page>> expected(Story story, Account account) {
        Map<String, NaiveGroup> groups = new TreeMap<>();
        long wall = 0;
        for (Fact fact : account.facts()) {
            switch (fact) {
                case Fact.Heard heard -> {
                    NaiveGroup group = at(groups, heard.subject(), heard.at(), wall);
                    if (heard.firing()) group.begins(heard.instance());
                    else group.ends(heard.instance());
                }
                case Fact.Acted acted ->
                    at(groups, acted.subject(), acted.at(), wall).acted(acted);
                case Fact.Hushed hushed ->
                    at(groups, hushed.subject(), hushed.at(), wall).hushed(hushed.until() - hushed.at());
                case Fact.Left left -> {}
                case Fact.Landed landed -> {}
                case Fact.Answered answered -> {}
                case Fact.Died died -> {}
                case Fact.Started started -> {}
                case Fact.Stepped stepped -> {
                    wall += stepped.by();
                    groups.values().forEach(group -> {
                        group.passTo(stepped.at());
                        group.setBack(-stepped.by());
                    });
                }
            }
        }
        Map<String, List<NaiveGroup.Page>> pages = new TreeMap<>();
        groups.forEach((subject, group) -> {
            group.passTo(story.length());
            if (group.isForetold()) pages.put(subject, group.pages());
        });
        return pages;
    }

    private static NaiveGroup at(Map<String, NaiveGroup> groups, String subject, long at, long wall) {
        NaiveGroup group = groups.computeIfAbsent(subject, name -> new NaiveGroup(Company.edition(0), name, wall));
        group.passTo(at);
        return group;
    }

    private static List<NaiveGroup.Page> seen(String subject, Account account) {
        LinkedHashSet<NaiveGroup.Page> seen = new LinkedHashSet<>();
        Set<String> ids = new HashSet<>();
        account.pages()
                .filter(left -> left.message().subject().equals(subject))
                // The first attempt follows the decision at once: of the others it is not known before which step it
                // was.
                .filter(left -> ids.add(left.message().id()))
                .forEach(left -> {
                    Message page = left.message();
                    seen.add(new NaiveGroup.Page(decided(left, account), page.round(), page.level(), page.person()));
                });
        return List.copyOf(seen);
    }

    /** When a page was decided, by the clock that nobody sets: the last time before it left that the wall showed what it says. */
    private static long decided(Fact.Left left, Account account) {
        long offset = 0;
        long decided = left.message().wall();
        for (Fact.Stepped step : account.all(Fact.Stepped.class).toList()) {
            offset += step.by();
            long after = left.message().wall() - offset;
            if (after >= step.at() && after <= left.at()) decided = after;
        }
        return decided;
    }

    /** Takes the page out of those that were seen, if it is among them. */
    private static boolean take(NaiveGroup.Page wanted, List<NaiveGroup.Page> seen, long tolerance) {
        for (int i = 0; i < seen.size(); i++) {
            NaiveGroup.Page page = seen.get(i);
            boolean same = page.round() == wanted.round()
                    && page.level() == wanted.level()
                    && page.user().equals(wanted.user());
            if (!same || Math.abs(page.at() - wanted.at()) > tolerance) continue;
            seen.remove(i);
            return true;
        }
        return false;
    }

    /** Somebody answered before the page was on disk: it need not leave any more. */
    private static boolean isTakenBack(NaiveGroup.Page page, String subject, Account account) {
        return account.all(Fact.Acted.class)
                .anyMatch(acted -> acted.subject().equals(subject)
                        && acted.at() > page.at()
                        && acted.at() <= page.at() + ON_ITS_WAY_TO_DISK);
    }

    private static List<NaiveGroup.Page> sorted(List<NaiveGroup.Page> pages) {
        return pages.stream().sorted(ORDER).toList();
    }

    private static String difference(List<NaiveGroup.Page> missing, List<NaiveGroup.Page> unforeseen) {
        NaiveGroup.Page wanted = missing.isEmpty() ? null : missing.getFirst();
        NaiveGroup.Page is = unforeseen.isEmpty() ? null : unforeseen.getFirst();
        if (wanted == null) return is == null ? "" : "paged " + is + ", which the rules do not ask for";
        return is == null ? "not paged: " + wanted : "paged " + is + ", the rules ask for " + wanted;
    }
}
