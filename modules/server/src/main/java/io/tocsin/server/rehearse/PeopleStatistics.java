package io.tocsin.server.rehearse;

import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what people heard. */
final class PeopleStatistics {
    private final Days days;

    PeopleStatistics(Days days) {
        this.days = days;
    }

    PeopleFigures of(Heard heard, @Nullable Duration answer) {
        List<Told> pages = pages(heard.told());
        Map<String, List<Told>> byReader =
                new TreeMap<>(heard.told().stream().collect(Collectors.groupingBy(Told::reader)));
        List<PeopleFigures.PersonFigures> people = new ArrayList<>();
        byReader.forEach((reader, told) -> people.add(person(reader, told)));
        return new PeopleFigures(
                answer,
                pages.size(),
                days.perWeek(pages.size()),
                nights(pages),
                heard.told().size(),
                heard.steps().stream().map(IncidentStep::incident).distinct().count(),
                levels(pages, heard.steps()),
                quiet(pages),
                people);
    }

    /** In the order of levels, with what comes after the last of them at the end. */
    private static Map<String, Long> levels(List<Told> pages, List<IncidentStep> steps) {
        Set<String> beyond = steps.stream()
                .filter(step -> step.kind() == TimelineEntry.Kind.FALLBACK_PAGED)
                .map(IncidentStep::incident)
                .collect(Collectors.toSet());
        Map<String, Integer> highest = new LinkedHashMap<>();
        for (Told page : pages) highest.merge(page.incident(), page.level(), Math::max);
        Map<String, Long> levels = new LinkedHashMap<>();
        highest.entrySet().stream()
                .filter(level -> !beyond.contains(level.getKey()))
                .sorted(Map.Entry.comparingByValue())
                .forEach(level -> levels.merge(level.getValue().toString(), 1L, Long::sum));
        if (!beyond.isEmpty()) levels.put("fallback", (long) beyond.size());
        return levels;
    }

    private PeopleFigures.PersonFigures person(String reader, List<Told> told) {
        List<Told> pages = pages(told);
        return new PeopleFigures.PersonFigures(
                reader, told.size(), days.perWeek(told.size()), pages.size(), nights(pages));
    }

    /** Somebody who is paged by mail and by Slack at once was woken once. */
    static List<Told> pages(List<Told> told) {
        Map<List<Object>, Told> distinct = new LinkedHashMap<>();
        for (Told each : told) {
            if (each.isPage()) distinct.putIfAbsent(List.of(each.person(), each.incident(), each.at()), each);
        }
        return List.copyOf(distinct.values());
    }

    /** Pages about any of these rules. */
    static List<Told> about(List<Told> pages, Set<String> rules) {
        return pages.stream()
                .filter(page -> page.group().alerts().stream().map(Alert::name).anyMatch(rules::contains))
                .toList();
    }

    long nights(List<Told> pages) {
        return pages.stream().filter(page -> days.isNight(page.at())).count();
    }

    private Duration quiet(List<Told> pages) {
        Instant last = days.from();
        Duration longest = Duration.ZERO;
        for (Told page : pages) {
            Duration gap = Duration.between(last, page.at());
            if (gap.compareTo(longest) > 0) longest = gap;
            last = page.at();
        }
        Duration end = Duration.between(last, days.to());
        return end.compareTo(longest) > 0 ? end : longest;
    }
}
