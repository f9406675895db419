package io.tocsin.server;

import io.tocsin.routing.RouterState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what Alertmanager left in a data folder, once for each snapshot: whoever goes back to Alertmanager for a while and
 * comes again brings new ones.
 */
final class SnapshotMigration {
    private static final Logger log = LoggerFactory.getLogger(SnapshotMigration.class);

    private static final List<String> SNAPSHOTS = List.of("silences", "nflog");

    private final Path folder;
    private final Path marker;

    SnapshotMigration(Path folder) {
        this.folder = folder;
        this.marker = folder.resolve("alertmanager-imported");
    }

    /** What is new there; nothing when the snapshots were taken over before, or cannot be read, which is logged. */
    RouterState pending(Instant now) {
        try {
            String there = there();
            if (there.isEmpty()
                    || (Files.exists(marker) && Files.readString(marker).equals(there))) return RouterState.EMPTY;
            RouterState found = AlertmanagerSnapshots.read(folder, now);
            log.info(
                    "taking over {} silences and {} entries of the notification log of Alertmanager",
                    found.silences().size(),
                    found.log().size());
            return found;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            log.error("cannot read the snapshots of Alertmanager in {}, going on without: {}", folder, e.getMessage());
            return RouterState.EMPTY;
        }
    }

    /** All of it is durable here. */
    void done() throws IOException {
        String there = there();
        if (!there.isEmpty()) Files.writeString(marker, there);
    }

    /** Which snapshots there are, in a form that differs when they do. */
    private String there() throws IOException {
        StringBuilder there = new StringBuilder();
        for (String name : SNAPSHOTS) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file)) continue;
            there.append(name).append(' ').append(Files.size(file)).append(' ');
            there.append(Files.getLastModifiedTime(file)).append('\n');
        }
        return there.toString();
    }
}
