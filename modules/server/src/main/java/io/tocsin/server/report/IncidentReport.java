package io.tocsin.server.report;

import io.tocsin.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the incidents that were opened in a stretch of time, and are over, come to.
 *
 * @param all of them together
 * @param severities worst first, those that occurred
 * @param people whom pages reached or who acknowledged, most pages first
 * @param rules whose alerts there were, those with most noise first
 * @param days of the zone asked for, each that has any, in order
 */
public record IncidentReport(
        Instant from,
        Instant to,
        Group all,
        Map<Severity, Group> severities,
        List<Person> people,
        List<Rule> rules,
        List<Day> days) {
    /**
     * Some incidents.
     *
     * @param noise those that ended by themselves while nobody had acknowledged
     * @param toAcknowledge of those that were acknowledged: MTTA
     * @param toResolve of those that were not merged into another: MTTR
     */
    public record Group(
            int incidents,
            int acknowledged,
            int byHand,
            int byThemselves,
            int merged,
            int noise,
            int pages,
            int nightPages,
            Times toAcknowledge,
            Times toResolve) {
        static Group of(Collection<ClosedIncident> some) {
            return new Group(
                    some.size(),
                    count(some, each -> each.acknowledgedAt() != null),
                    count(some, each -> each.end() == ClosedIncident.End.BY_HAND),
                    count(some, each -> each.end() == ClosedIncident.End.BY_ITSELF),
                    count(some, each -> each.end() == ClosedIncident.End.MERGED),
                    count(some, ClosedIncident::noise),
                    some.stream().mapToInt(each -> each.pages().size()).sum(),
                    (int) some.stream()
                            .flatMap(each -> each.pages().stream())
                            .filter(ClosedIncident.Page::night)
                            .count(),
                    Times.of(some.stream()
                            .map(ClosedIncident::toAcknowledge)
                            .filter(Objects::nonNull)
                            .toList()),
                    Times.of(some.stream()
                            .filter(each -> each.end() != ClosedIncident.End.MERGED)
                            .map(ClosedIncident::toResolve)
                            .toList()));
        }

        private static int count(Collection<ClosedIncident> some, Predicate<ClosedIncident> wanted) {
            return (int) some.stream().filter(wanted).count();
        }
    }

    /** One person: how often they were reached, how often by night, in how many incidents, and how often they acknowledged first. */
    public record Person(String person, int pages, int nightPages, int incidents, int acknowledged) {}

    /** The incidents that one rule had a part in. */
    public record Rule(String rule, Group incidents) {
        /** How much of it was noise, from 0 to 1. */
        public double noiseShare() {
            return (double) incidents.noise() / incidents.incidents();
        }
    }

    /** One day. */
    public record Day(LocalDate day, int incidents, int pages, int nightPages) {}

    /**
     * Counts.
     *
     * @param closed in any order; of several with one id the last counts: it was opened again in between
     * @param zone whose days are counted
     */
    public static IncidentReport of(Collection<ClosedIncident> closed, Instant from, Instant to, ZoneId zone) {
        Map<String, ClosedIncident> byId = new LinkedHashMap<>();
        for (ClosedIncident each : closed) {
            if (!each.openedAt().isBefore(from) && each.openedAt().isBefore(to)) byId.put(each.id(), each);
        }
        Collection<ClosedIncident> all = byId.values();
        Map<Severity, Group> severities = new TreeMap<>(Comparator.reverseOrder());
        all.stream()
                .collect(Collectors.groupingBy(ClosedIncident::severity))
                .forEach((severity, some) -> severities.put(severity, Group.of(some)));
        return new IncidentReport(from, to, Group.of(all), severities, people(all), rules(all), days(all, zone));
    }

    private static List<Person> people(Collection<ClosedIncident> all) {
        Set<String> names = new TreeSet<>();
        for (ClosedIncident each : all) {
            each.pages().forEach(page -> names.add(page.person()));
            if (!each.acknowledgedBy().isEmpty()) names.add(each.acknowledgedBy());
        }
        return names.stream()
                .map(name -> person(name, all))
                .sorted(Comparator.comparingInt(Person::pages).reversed())
                .toList();
    }

    private static Person person(String name, Collection<ClosedIncident> all) {
        int pages = 0;
        int night = 0;
        int incidents = 0;
        int acknowledged = 0;
        for (ClosedIncident each : all) {
            List<ClosedIncident.Page> theirs = each.pages().stream()
                    .filter(page -> page.person().equals(name))
                    .toList();
            pages += theirs.size();
            night += (int) theirs.stream().filter(ClosedIncident.Page::night).count();
            if (!theirs.isEmpty()) incidents++;
            if (each.acknowledgedBy().equals(name)) acknowledged++;
        }
        return new Person(name, pages, night, incidents, acknowledged);
    }

    private static List<Rule> rules(Collection<ClosedIncident> all) {
        Map<String, List<ClosedIncident>> byRule = new TreeMap<>();
        for (ClosedIncident each : all) {
            for (String rule : each.rules())
                byRule.computeIfAbsent(rule, name -> new ArrayList<>()).add(each);
        }
        return byRule.entrySet().stream()
                .map(rule -> new Rule(rule.getKey(), Group.of(rule.getValue())))
                .sorted(Comparator.<Rule>comparingInt(rule -> rule.incidents().noise())
                        .thenComparingInt(rule -> rule.incidents().incidents())
                        .reversed())
                .toList();
    }

    private static List<Day> days(Collection<ClosedIncident> all, ZoneId zone) {
        Map<LocalDate, List<ClosedIncident>> byDay = all.stream()
                .collect(Collectors.groupingBy(
                        each -> LocalDate.ofInstant(each.openedAt(), zone), TreeMap::new, Collectors.toList()));
        return byDay.entrySet().stream()
                .map(day -> {
                    Group group = Group.of(day.getValue());
                    return new Day(day.getKey(), group.incidents(), group.pages(), group.nightPages());
                })
                .toList();
    }

    /** From the beginning to the end. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
