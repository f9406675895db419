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
public record Timeline(List<TimelineEntry> entries, int folded, @Nullable String head) {
    /** An incident is journalled whole at each step, so this bounds a record at some tens of kilobytes. */
    public static final int ENTRIES_MAX = 200;

    static final Timeline EMPTY = new Timeline(List.of(), 0);

    public Timeline {
        entries = List.copyOf(entries);
    }

    /** Entries without hashes. */
    public Timeline(List<TimelineEntry> entries, int folded) {
        this(entries, folded, null);
    }

    Timeline plus(String incident, TimelineEntry entry) {
        TimelineEntry next = entry.behind(head == null ? Chain.seed(incident) : head);
        List<TimelineEntry> longer = new ArrayList<>(entries);
        longer.add(next);
        String hash = Chain.hash(firstHash(), number(longer.size() - 1), next);
        if (longer.size() <= ENTRIES_MAX) return new Timeline(longer, folded, hash);
        longer.remove(1);
        return new Timeline(longer, folded + 1, hash);
    }

    /** This with hashes: entries that were written before there were any are sealed as they stand, and cannot be changed any more. */
    Timeline sealed(String incident) {
        if (head != null || entries.isEmpty()) return this;
        Timeline sealed = EMPTY;
        for (TimelineEntry entry : entries) {
            sealed = sealed.plus(incident, entry);
            if (sealed.entries.size() == 1) sealed = new Timeline(sealed.entries, folded, sealed.head);
        }
        return sealed;
    }

    private String firstHash() {
        return entries.isEmpty() ? "" : Chain.hash("", 1, entries.getFirst());
    }

    private int number(int index) {
        return index == 0 ? 1 : index + 1 + folded;
    }

    /** The entries with their numbers and hashes. */
    public List<Chain.Link> links() {
        String first = firstHash();
        List<Chain.Link> links = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            TimelineEntry entry = entries.get(i);
            links.add(new Chain.Link(number(i), entry, Chain.hash(i == 0 ? "" : first, number(i), entry)));
        }
        return links;
    }

    /** Where this is another timeline than the one that was written; null when it is not. */
    public Chain.@Nullable Break broken(String incident) {
        return entries.isEmpty() ? null : Chain.follow(incident, links(), folded, Objects.requireNonNullElse(head, ""));
    }
}
