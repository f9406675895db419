package io.tocsin.store;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The partitions of a store. One thread changes them; any thread looks. */
final class Partitions {
    private static final Comparator<PartitionName> OLDEST_FIRST =
            Comparator.comparingLong(PartitionName::day).thenComparing(PartitionName::text);

    /** Begins the name of a folder that is being deleted: a crash must not leave half a partition. */
    private static final String DROPPED = "dropped-";

    private final Path root;
    private final StoreSettings settings;
    private final Sealer sealer;
    private final Damages damages;
    private volatile Map<PartitionName, Partition> open = Map.of();
    private @Nullable Partition last;
    private int snapshots;

    private Partitions(Path root, StoreSettings settings, Sealer sealer, Damages damages) {
        this.root = root;
        this.settings = settings;
        this.sealer = sealer;
        this.damages = damages;
    }

    static Partitions open(Path root, StoreSettings settings, Sealer sealer, Damages damages) throws IOException {
        Partitions partitions = new Partitions(root, settings, sealer, damages);
        try {
            partitions.openAll();
            return partitions;
        } catch (IOException | RuntimeException failed) {
            partitions.close();
            throw failed;
        }
    }

    private void openAll() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) found(folder);
        }
    }

    /** All of them as they were last committed. */
    void reopen() throws IOException {
        last = null;
        close();
        openAll();
    }

    private void found(Path folder) throws IOException {
        String text = String.valueOf(folder.getFileName());
        PartitionName name = PartitionName.parse(text);
        PartitionName aside = SetAside.nameOf(text);
        if (name != null) openOrSetAside(name);
        else if (aside != null) missing(aside, folder, new IOException("it was set aside before"));
        else if (text.startsWith(DROPPED)) deleteFolder(folder);
    }

    /** A damaged partition must not keep the others closed, nor the events of its day out. */
    private void openOrSetAside(PartitionName name) throws IOException {
        try {
            open(name);
        } catch (IOException | RuntimeException broken) {
            if (!PartitionDamage.isCauseOf(broken, root.resolve(name.text()))) throw broken;
            missing(name, SetAside.move(root, name), broken);
        }
    }

    private void missing(PartitionName name, Path aside, Exception cause) {
        damages.missing(
                name,
                "cannot open partition " + name.text() + ": " + cause.getMessage() + "; it is set aside as "
                        + aside.getFileName() + ", its events are not found until 'tocsin store repair' gives it back",
                cause);
    }

    private Partition open(PartitionName name) throws IOException {
        Partition partition = Partition.open(root, name, settings, sealer, damages);
        Map<PartitionName, Partition> next = new TreeMap<>(OLDEST_FIRST);
        next.putAll(open);
        next.put(name, partition);
        open = next;
        return partition;
    }

    /** The partition that an event belongs to; it is made where it is missing. */
    Partition of(LogEvent event) throws IOException {
        String keepClass = settings.keepClass().apply(event);
        Partition latest = last;
        if (latest != null && latest.name().isOf(event, keepClass)) return latest;
        PartitionName name = PartitionName.of(event, keepClass);
        Partition found = open.get(name);
        if (found == null) found = open(name);
        last = found;
        return found;
    }

    /** The oldest first. */
    Collection<Partition> all() {
        return open.values();
    }

    @Nullable
    Partition named(String name) {
        PartitionName parsed = PartitionName.parse(name);
        return parsed == null ? null : open.get(parsed);
    }

    /** Views of the partitions that may have events of a stretch of time; each to be released. */
    List<View> views(Stretch time) {
        List<View> views = new ArrayList<>();
        for (Partition partition : open.values()) {
            if (partition.name().overlaps(time)) views.add(partition.view());
        }
        return views;
    }

    /** A snapshot begins. */
    void hold() {
        snapshots++;
    }

    /** A snapshot ends. */
    void letGo() {
        snapshots--;
    }

    /** Whether somebody copies the files of the store. For the thread that adds. */
    boolean areHeld() {
        return snapshots > 0;
    }

    /** Lets go of a partition and its files. */
    void drop(Partition partition) throws IOException {
        Map<PartitionName, Partition> next = new TreeMap<>(OLDEST_FIRST);
        next.putAll(open);
        next.remove(partition.name());
        open = next;
        last = null;
        partition.close();
        Path dropped = root.resolve(DROPPED + partition.name().text());
        deleteFolder(dropped);
        Files.move(root.resolve(partition.name().text()), dropped);
        WholeFile.syncFolder(root);
        deleteFolder(dropped);
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException failed) {
                    throw new UncheckedIOException("cannot delete " + file, failed);
                }
            });
        } catch (NoSuchFileException gone) {
            // Somebody else was faster: it is not there, which is what was asked for.
            return;
        }
    }

    void close() throws IOException {
        IOException first = null;
        for (Partition partition : open.values()) {
            try {
                partition.close();
            } catch (IOException failed) {
                if (first == null) first = failed;
            }
        }
        open = Map.of();
        if (first != null) throw first;
    }
}
