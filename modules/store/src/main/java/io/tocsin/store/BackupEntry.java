package io.tocsin.store;

import java.util.List;

/**
 * A file of a backup.
 *
 * @param path relative to the data folder, with {@code /} between names
 * @param length that was copied
 * @param modified time of the file in nanoseconds of the epoch when it was copied
 * @param checksum CRC32C of the bytes
 */
record BackupEntry(String path, long length, long modified, long checksum) {
    private static final int PARTS = 4;

    /** The file in the backup that holds the bytes: two with equal content and name are one. */
    String stored() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return "%08x-%x-%s".formatted(checksum, length, name);
    }

    String line() {
        return "%08x\t%d\t%d\t%s".formatted(checksum, length, modified, path);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is none of ours
     */
    static BackupEntry read(String line) {
        List<String> parts = List.of(line.split("\t", PARTS));
        if (parts.size() != PARTS)
            throw new IllegalArgumentException("it has " + parts.size() + " parts, not " + PARTS);
        BackupEntry entry = new BackupEntry(
                parts.get(3),
                Long.parseLong(parts.get(1)),
                Long.parseLong(parts.get(2)),
                Long.parseLong(parts.get(0), 16));
        // Whoever can write to the backup must not write anywhere else.
        for (String name : entry.path().split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw new IllegalArgumentException("'" + entry.path() + "' does not lie within the data folder");
            }
        }
        return entry;
    }
}
