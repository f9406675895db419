package io.tocsin.server.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people would have heard, when they answer after so long.
 *
 * @param answer how long the first person who is paged takes; null when nobody answers
 * @param pages pages to people; one by several channels at once is one
 * @param nightPages those of them between 22:00 and 07:00
 * @param messages all messages
 * @param incidents how many there were
 * @param levels highest level paged to the number of incidents; {@code fallback} where no level was left
 * @param quiet the longest time without a page
 */
public record PeopleFigures(
        @Nullable Duration answer,
        long pages,
        @Nullable Double pagesPerWeek,
        long nightPages,
        long messages,
        long incidents,
        Map<String, Long> levels,
        Duration quiet,
        List<PersonFigures> people) {
    public PeopleFigures {
        people = List.copyOf(people);
    }

    /**
     * One reader.
     *
     * @param reader {@code anna}, or {@code receiver oncall}
     */
    public record PersonFigures(
            String reader, long messages, @Nullable Double perWeek, long pages, long nightPages) {}
}
