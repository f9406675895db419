package io.tocsin.escalation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes that hold a timeline together: each entry carries the hash of the one before, so that an entry that was changed, taken
 * out, put in or moved is found by whoever reads the timeline. After S. Haber, W. S. Stornetta, "How to time-stamp a digital
 * document" (1991), section 5.1: linking.
 *
 * <p>A hash is SHA-256 in lower-case hex over parts, each written as its length in bytes of UTF-8, a colon, and those bytes. The parts
 * are: {@value #FORMAT}; the hash of entry 1 (empty for entry 1 itself); the number of the entry from 1, in decimal; the hash of the
 * entry before it (for entry 1: of the parts {@value #FORMAT} and the id of the incident); its time as ISO 8601 in UTC; its kind; who;
 * its text; and, if it tells of an attempt, the id of the notice, what, to whom, address, number, outcome, detail, and the time that it
 * took as ISO 8601. Since each hash covers entry 1 as well, entry 1 cannot be changed either when what followed it was folded away.
 *
 * <p>No chain proves itself against somebody who may rewrite all of it: that is what its last hash is for, kept elsewhere.
 */
public final class Chain {
    /** Names the way in which hashes are made. */
    public static final String FORMAT = "tocsin-timeline-1";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Chain() {
        part(FORMAT);
    }

    /** What the first entry of an incident carries. */
    public static String seed(String incident) {
        return new Chain().part(incident).hash();
    }

    /**
     * The hash of an entry.
     *
     * @param first the hash of entry 1; empty for entry 1 itself
     */
    public static String hash(String first, TimelineEntry entry) {
        Chain chain = new Chain()
                .part(first)
                .part(Integer.toString(entry.number()))
                .part(entry.previous() == null ? "" : entry.previous())
                .part(entry.at().toString())
                .part(entry.kind().name())
                .part(entry.by())
                .part(entry.text());
        Attempt attempt = entry.attempt();
        return attempt == null ? chain.hash() : chain.attempt(attempt).hash();
    }

    private Chain attempt(Attempt attempt) {
        return part(attempt.notice())
                .part(attempt.what())
                .part(attempt.to())
                .part(attempt.address())
                .part(Integer.toString(attempt.number()))
                .part(attempt.outcome().name())
                .part(attempt.detail())
                .part(attempt.took().toString());
    }

    private Chain part(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(utf8);
        return this;
    }

    private String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * An entry with its hash.
     *
     * @param hash as it was written down, or as it was computed
     */
    public record Link(TimelineEntry entry, String hash) {
        int number() {
            return entry.number();
        }
    }

    /**
     * Where a timeline is first found to be another than was written.
     *
     * @param number of the entry that is wrong, or before which something is; 0 when no entry is, but the whole
     * @param problem for people
     */
    public record Break(int number, String problem) {}

    /**
     * Follows a chain. Only a timeline of full length may lack entries, and only behind the first.
     *
     * @param folded how many entries are said to be missing
     * @param head the hash of the last entry, as it was written down
     * @return null when it holds
     */
    public static @Nullable Break follow(String incident, List<Link> links, int folded, @Nullable String head) {
        if (links.isEmpty()) return new Break(0, "there are no entries");
        int missing = 0;
        String first = "";
        @Nullable Link before = null;
        for (Link link : links) {
            Break wrong = wrong(incident, first, before, link, folded);
            if (wrong != null) return wrong;
            if (before == null) first = link.hash();
            else missing += link.number() - before.number() - 1;
            before = link;
        }
        return ending(links, folded - missing, folded, head);
    }

    private static @Nullable Break ending(List<Link> links, int fewer, int folded, @Nullable String head) {
        Link last = links.getLast();
        if (!last.hash().equals(head))
            return new Break(
                    last.number(),
                    "entry " + last.number() + " is the last one here, and was not when this was sealed");
        if (fewer == 0 && (folded == 0 || links.size() == Timeline.ENTRIES_MAX)) return null;
        return new Break(0, "other entries are missing than the " + folded + " that are said to be folded away");
    }

    private static @Nullable Break wrong(String incident, String first, @Nullable Link before, Link link, int folded) {
        int number = link.number();
        String name = "entry " + number;
        if (!hash(first, link.entry()).equals(link.hash())) return new Break(number, name + " was changed");
        int expected = before == null ? 1 : before.number() + 1;
        boolean gap = before != null && before.number() == 1 && number > expected && folded > 0;
        if (number != expected && !gap)
            return new Break(expected, "entry " + expected + " is missing, or not in its place");
        String follows = before == null ? seed(incident) : before.hash();
        if (gap || follows.equals(link.entry().previous())) return null;
        return new Break(
                number,
                before == null
                        ? "entry 1 is not the beginning of " + incident
                        : name + " does not follow entry " + before.number() + ": one of them was changed");
    }
}
