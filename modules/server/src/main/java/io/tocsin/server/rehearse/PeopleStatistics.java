package io.tocsin.server.rehearse;

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
        Map<String, List<Told>> byReader = new TreeMap<>(heard.told().stream().collect(Collectors.groupingBy(Told::reader)));
        List<PeopleFigures.PersonFigures> people = new ArrayList<>();
        byReader.forEach((reader, told) -> people.add(person(reader, told)));
        Map<String, Integer> levels = new LinkedHashMap<>();
        for (Told page : pages) levels.merge(page.incident(), page.level(), Math::max);
        return new PeopleFigures(
                answer,
                pages.size(),
                days.perWeek(pages.size()),
                nights(pages),
                heard.told().size(),
                heard.steps().stream().map(IncidentStep::incident).distinct().count(),
                new TreeMap<>(levels.values().stream().collect(Collectors.groupingBy(level -> level, Collectors.counting()))),
                quiet(pages),
                people);
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
