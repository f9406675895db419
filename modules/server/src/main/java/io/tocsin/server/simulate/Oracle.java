package io.tocsin.server.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In a plain story an independent reading of the rules foretells every page to the millisecond: nobody more, nobody less. */
final class Oracle {
    private static final Comparator<NaiveGroup.Page> ORDER = Comparator.comparingLong(NaiveGroup.Page::at)
            .thenComparingInt(NaiveGroup.Page::round)
            .thenComparingInt(NaiveGroup.Page::level)
            .thenComparing(NaiveGroup.Page::user);

    private static final long ON_ITS_WAY_TO_DISK = 10;

    private Oracle() {}

    static List<Finding> check(Story story, Account account) {
        List<Finding> found = new ArrayList<>();
        if (!story.isPlain()) return found;
        Map<String, List<NaiveGroup.Page>> expected = expected(story, account);
        expected.forEach((subject, pages) -> {
            List<NaiveGroup.Page> seen = sorted(seen(subject, account));
            List<NaiveGroup.Page> wanted = pages.stream()
                    .filter(page -> seen.contains(page) || !isTakenBack(page, subject, account))
                    .toList();
            String difference = difference(sorted(wanted), seen);
            if (!difference.isEmpty()) found.add(new Finding("oracle", subject + ": " + difference));
        });
        return found;
    }

    private static Map<String, List<NaiveGroup.Page>> expected(Story story, Account account) {
        Map<String, NaiveGroup> groups = new TreeMap<>();
        for (Fact fact : account.facts()) {
            switch (fact) {
                case Fact.Heard heard -> {
                    NaiveGroup group = at(groups, heard.subject(), heard.at());
                    if (heard.firing()) group.begins(heard.instance());
                    else group.ends(heard.instance());
                }
                case Fact.Acted acted -> at(groups, acted.subject(), acted.at()).acted(acted);
                case Fact.Hushed hushed ->
                    at(groups, hushed.subject(), hushed.at()).hushed(hushed.until() - hushed.at());
                case Fact.Left left -> {}
                case Fact.Landed landed -> {}
                case Fact.Answered answered -> {}
                case Fact.Died died -> {}
                case Fact.Started started -> {}
                case Fact.Stepped stepped -> {}
            }
        }
        Map<String, List<NaiveGroup.Page>> pages = new TreeMap<>();
        groups.forEach((subject, group) -> {
            group.passTo(story.length());
            pages.put(subject, group.pages());
        });
        return pages;
    }

    private static NaiveGroup at(Map<String, NaiveGroup> groups, String subject, long at) {
        NaiveGroup group = groups.computeIfAbsent(subject, name -> new NaiveGroup(Company.edition(0), name));
        group.passTo(at);
        return group;
    }

    private static List<NaiveGroup.Page> seen(String subject, Account account) {
        LinkedHashSet<NaiveGroup.Page> seen = new LinkedHashSet<>();
        account.pages()
                .map(Fact.Left::message)
                .filter(page -> page.subject().equals(subject))
                .forEach(page -> seen.add(new NaiveGroup.Page(page.wall(), page.round(), page.level(), page.person())));
        return List.copyOf(seen);
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

    private static String difference(List<NaiveGroup.Page> expected, List<NaiveGroup.Page> seen) {
        for (int i = 0; i < Math.max(expected.size(), seen.size()); i++) {
            NaiveGroup.Page wanted = i < expected.size() ? expected.get(i) : null;
            NaiveGroup.Page is = i < seen.size() ? seen.get(i) : null;
            if (wanted == null) return "paged " + is + ", which the rules do not ask for";
            if (is == null) return "not paged: " + wanted;
            if (!wanted.equals(is)) return "paged " + is + ", the rules ask for " + wanted;
        }
        return "";
    }
}
