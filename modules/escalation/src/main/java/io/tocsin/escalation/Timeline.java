package io.tocsin.escalation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an incident, oldest first, bounded, and held together by hashes ({@link Chain}). The first entry is always there;
 * when it grows too long, the oldest ones after the first are dropped and counted. The hash of the last that was dropped stays with the
 * entry behind it, and every hash covers the first entry, so the chain goes on across the gap.
 *
 * @param folded how many entries are missing between the first and the second
 * @param head the hash of the last entry; null while there is none, and for what was written before there were hashes
 */
public record Timeline(
        List<TimelineEntry> entries, int folded, @Nullable String head) {
    /** An incident is journalled whole at each step, so this bounds a record at some tens of kilobytes. */
    public static final int ENTRIES_MAX = 200;

    /** A quarter: how many attempts that were to be made again are told; how each message ended is always told. */
    public static final int PASSING_MAX = 50;

    static final Timeline EMPTY = new Timeline(List.of(), 0);

    /** Of an incident that is only thought of: nothing is written into it. */
    static final Timeline UNWRITTEN = new Timeline(List.of(), -1);

    public Timeline {
        entries = List.copyOf(entries);
    }

    /** Entries without hashes. */
    public Timeline(List<TimelineEntry> entries, int folded) {
        this(entries, folded, null);
    }

    Timeline plus(String incident, TimelineEntry entry) {
        if (folded < 0) return this;
        int number = entries.isEmpty() ? 1 : entries.getLast().number() + 1;
        TimelineEntry next = entry.at(number, head == null ? Chain.seed(incident) : head);
        List<TimelineEntry> longer = new ArrayList<>(entries);
        longer.add(next);
        String hash = Chain.hash(firstWritten(), next);
        if (longer.size() <= ENTRIES_MAX) return new Timeline(longer, folded, hash);
        longer.remove(1);
        return new Timeline(longer, folded + 1, hash);
    }

    /** Whether an attempt is to be told: those that others followed must not wash the people out. */
    boolean takes(Attempt attempt) {
        if (!attempt.passing()) return true;
        long told = entries.stream()
                .filter(entry -> entry.attempt() != null && entry.attempt().passing())
                .count();
        return told < PASSING_MAX;
    }

    /** This with hashes: entries that were written before there were any are sealed as they stand, and cannot be changed any more. */
    Timeline sealed(String incident) {
        if (head != null || entries.isEmpty()) return this;
        TimelineEntry first = entries.getFirst().at(1, Chain.seed(incident));
        List<TimelineEntry> sealed = new ArrayList<>(List.of(first));
        String firstHash = Chain.hash("", first);
        String last = firstHash;
        for (int i = 1; i < entries.size(); i++) {
            TimelineEntry entry = entries.get(i).at(i + 1 + folded, last);
            sealed.add(entry);
            last = Chain.hash(firstHash, entry);
        }
        return new Timeline(sealed, folded, last);
    }

    /** The hash of the first entry as the second carries it, where it does. */
    private String firstWritten() {
        String written =
                folded > 0 || entries.size() < 2 ? null : entries.get(1).previous();
        return written == null ? firstHash() : written;
    }

    private String firstHash() {
        return entries.isEmpty() ? "" : Chain.hash("", entries.getFirst());
    }

    /** The entries with their hashes. */
    public List<Chain.Link> links() {
        String first = firstHash();
        List<Chain.Link> links = new ArrayList<>();
        for (TimelineEntry entry : entries)
            links.add(new Chain.Link(entry, Chain.hash(links.isEmpty() ? "" : first, entry)));
        return links;
    }

    /** Where this is another timeline than the one that was written; null when it is not. */
    public Chain.@Nullable Break broken(String incident) {
        return entries.isEmpty() ? null : Chain.follow(incident, links(), folded, Objects.requireNonNullElse(head, ""));
    }
}
