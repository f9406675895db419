package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexCommit;

/** The committed files of all partitions, kept until it is closed; taken and closed on the thread that adds. */
final class StoreSnapshot implements Snapshot {
    private final Path folder;
    private final Partitions partitions;
    private final List<Held> held = new ArrayList<>();
    private boolean closed;

    private record Held(Partition partition, IndexCommit commit) {}

    StoreSnapshot(Path folder, Partitions partitions) throws IOException {
        this.folder = folder;
        this.partitions = partitions;
        partitions.hold();
        try {
            for (Partition partition : partitions.all()) held.add(new Held(partition, partition.snapshot()));
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Held each : held) {
            Path partition = folder.resolve(each.partition.name().text());
            for (String file : each.commit.getFileNames()) files.add(partition.resolve(file));
        }
        for (String own : List.of(Manifest.FILE, DeletionLog.FILE)) {
            Path file = folder.resolve(own);
            if (Files.exists(file)) files.add(file);
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        partitions.letGo();
        for (Held each : held) each.partition.release(each.commit);
        held.clear();
    }
}
