package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a partition that cannot be opened, out of the way of new events of its day: {@code damaged-2026-11-28-1}.
 * Nothing in it is changed but by a repair.
 */
final class SetAside {
    private static final String PREFIX = "damaged-";

    private SetAside() {}

    /** Which partition it was; null when the folder is no such. */
    static @Nullable PartitionName nameOf(String folder) {
        int end = folder.lastIndexOf('-');
        return folder.startsWith(PREFIX) && end >= PREFIX.length()
                ? PartitionName.parse(folder.substring(PREFIX.length(), end))
                : null;
    }

    /** Moves the folder of a partition aside; its new name. */
    static Path move(Path root, PartitionName name) throws IOException {
        int number = 1;
        while (Files.exists(numbered(root, name, number))) number++;
        Path aside = numbered(root, name, number);
        Files.move(root.resolve(name.text()), aside);
        WholeFile.syncFolder(root);
        return aside;
    }

    private static Path numbered(Path root, PartitionName name, int number) {
        return root.resolve(PREFIX + name.text() + "-" + number);
    }
}
