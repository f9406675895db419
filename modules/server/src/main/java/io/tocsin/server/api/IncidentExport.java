package io.tocsin.server.api;

import io.tocsin.escalation.Chain;
import io.tocsin.escalation.Timeline;
import io.tocsin.server.report.ArchivedIncident;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of an incident as a file to keep: lines of JSON, of which the first says what it is, each of the following is an entry
 * with its hash and that of the one before ({@link Chain}), and the last carries the SHA-256 of all bytes before it. Whoever has the
 * file alone can tell whether, and where, it is another than was written. Pure.
 */
public final class IncidentExport {
    /** Names the form of the file. */
    public static final String FORMAT = "tocsin-incident-1";

    private static final String SEAL = "sha256";

    private IncidentExport() {}

    /** The file, in UTF-8. */
    public static byte[] write(ArchivedIncident incident, Instant now) {
        Timeline timeline = incident.timeline();
        StringBuilder lines = new StringBuilder();
        JsonObject head = new JsonObject()
                .put("format", FORMAT)
                .put("chain", Chain.FORMAT)
                .put("incident", incident.id())
                .put("title", incident.title())
                .put("severity", incident.severity().name())
                .put("state", incident.state())
                .put("policy", incident.policy())
                .put("opened_at", incident.openedAt().toString())
                .put("exported_at", now.toString())
                .put("entries", timeline.entries().size())
                .put("folded", timeline.folded())
                .put("head", timeline.head());
        lines.append(head.encode()).append('\n');
        for (Chain.Link link : timeline.links())
            lines.append(TimelineJson.entry(link).encode()).append('\n');
        lines.append(seal(lines.toString().getBytes(StandardCharsets.UTF_8))).append('\n');
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String seal(byte[] before) {
        return new JsonObject().put(SEAL, sha256(before)).encode();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * What was found in a file.
     *
     * @param head the hash of the last entry, to be compared with one that was kept elsewhere
     * @param broken where it is another than was written; null when it is not
     */
    public record Verdict(String incident, int entries, int folded, String head, Chain.@Nullable Break broken) {}

    /**
     * Reads a file and follows its chain.
     *
     * @throws IllegalArgumentException when it is no such file at all, so that there is nothing to follow
     */
    public static Verdict verify(byte[] file) {
        List<byte[]> lines = lines(file);
        JsonObject head = lines.isEmpty() ? null : read(lines.getFirst());
        if (head == null || !FORMAT.equals(head.getValue("format")) || !Chain.FORMAT.equals(head.getValue("chain"))) {
            throw new IllegalArgumentException(
                    "the first line is not that of an export of an incident (" + FORMAT + ", " + Chain.FORMAT + ")");
        }
        try {
            int folded = head.getInteger("folded");
            String last = head.getString("head");
            String incident = head.getString("incident");
            Chain.Break broken = broken(lines, incident, folded, last, file);
            return new Verdict(incident, Math.max(0, lines.size() - 2), folded, last, broken);
        } catch (ClassCastException | NullPointerException e) {
            return new Verdict("", 0, 0, "", new Chain.Break(0, "the first line was changed"));
        }
    }

    private static Chain.@Nullable Break broken(
            List<byte[]> lines, String incident, int folded, String head, byte[] file) {
        List<Chain.Link> links = new ArrayList<>();
        byte[] last = lines.getLast();
        boolean sealed = lines.size() > 1 && text(last).startsWith("{\"" + SEAL + "\"");
        for (byte[] line : lines.subList(1, sealed ? lines.size() - 1 : lines.size())) {
            Chain.Link link = link(line);
            int number = links.isEmpty() ? 1 : links.getLast().entry().number() + 1;
            if (link == null) return new Chain.Break(number, "entry " + number + " was changed: it cannot be read");
            links.add(link);
        }
        Chain.Break broken = Chain.follow(incident, links, folded, head);
        if (broken != null) return broken;
        int covered = file.length - last.length - 1;
        boolean whole = sealed && covered >= 0 && isSealedAt(covered, file);
        return whole
                ? null
                : new Chain.Break(0, "the first line or the last one was changed; every entry is as it was written");
    }

    private static boolean isSealedAt(int covered, byte[] file) {
        String seal = seal(Arrays.copyOf(file, covered)) + "\n";
        return Arrays.equals(seal.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(file, covered, file.length));
    }

    /** An entry that would be written in just this way; null for anything else. */
    private static Chain.@Nullable Link link(byte[] line) {
        JsonObject json = read(line);
        if (json == null) return null;
        try {
            Chain.Link link = TimelineJson.link(json);
            byte[] again = TimelineJson.entry(link).encode().getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(line, again) ? link : null;
        } catch (RuntimeException e) {
            // Whatever it was that somebody wrote there: it is no entry.
            return null;
        }
    }

    private static @Nullable JsonObject read(byte[] line) {
        try {
            return new JsonObject(text(line));
        } catch (DecodeException | ClassCastException e) {
            return null;
        }
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < file.length; at++) {
            if (file[at] != '\n') continue;
            lines.add(Arrays.copyOfRange(file, from, at));
            from = at + 1;
        }
        if (from < file.length) lines.add(Arrays.copyOfRange(file, from, file.length));
        return lines;
    }
}
