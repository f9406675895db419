package io.tocsin.server;

import io.tocsin.store.Holds;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files that lie beside journals and index in a data folder that no server uses, and changes none. */
public final class SmallFilesCheck {
    private final Path data;

    /**
     * What one file is like; one that is missing has none, as a server does without or makes it.
     *
     * @param file its path below the data folder
     * @param problem what is wrong, for people; null when nothing is
     * @param note what is to be known all the same; null for nothing
     */
    public record Finding(
            String file, @Nullable String problem, @Nullable String note) {}

    /** Reads a file; gives what is to be known of one that is whole. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        String read(Path file) throws IOException;
    }

    /** A check of a data folder. */
    public SmallFilesCheck(Path data) {
        this.data = data;
    }

    /** Reads all of them. */
    public List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        look("audit.ndjson", SmallFilesCheck::audit, findings);
        look("holds", file -> Holds.open(file).list().size() + " holds", findings);
        look("link.key", file -> key(), findings);
        look("rules/windows", file -> windows(), findings);
        return findings;
    }

    private void look(String name, Reading reading, List<Finding> findings) {
        Path file = data.resolve(name);
        if (!Files.exists(file)) return;
        try {
            findings.add(new Finding(name, null, reading.read(file)));
        } catch (EOFException e) {
            findings.add(new Finding(name, "it ends too early", null));
        } catch (IOException | RuntimeException e) {
            // Whatever a damaged file makes of the reading.
            findings.add(new Finding(name, e.getMessage() == null ? e.toString() : e.getMessage(), null));
        }
    }

    private static String audit(Path file) throws IOException {
        AuditLog.Verdict found = AuditLog.verify(file);
        if (found.problem() != null) throw new IOException(found.problem());
        String lines = found.lines() + " lines";
        return found.unfinished() ? lines + " and an unfinished one, as a crash leaves it" : lines;
    }

    private @Nullable String key() throws IOException {
        AckTokens unused = AckTokens.load(data);
        return null;
    }

    private @Nullable String windows() throws IOException {
        try {
            RuleCheckpoints.verify(data.resolve("rules"));
            return null;
        } catch (IOException | RuntimeException e) {
            String reason = e instanceof EOFException ? "it ends too early" : e.getMessage();
            throw new IOException(reason + "; a start reads the windows of the rules again from the logs", e);
        }
    }
}
