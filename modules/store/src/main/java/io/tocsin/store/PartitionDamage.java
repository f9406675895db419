package io.tocsin.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;

/** Tells broken files from everything else that keeps a partition from being opened. */
final class PartitionDamage {
    private static final String OF_SEGMENT = "_";

    private PartitionDamage() {}

    /** Whether files are broken, of a partition that cannot be opened: of a disk that fails, it may be whole. */
    static boolean isCauseOf(Exception failure, Path folder) throws IOException {
        return switch (failure) {
            case CorruptIndexException corrupt -> true;
            case EOFException cut -> true;
            case FileNotFoundException missing -> true;
            case NoSuchFileException missing -> true;
            // A broken byte looks like this, too, but then its checksum is wrong.
            case IndexFormatTooNewException other -> !isWhole(folder);
            case IndexFormatTooOldException other -> !isWhole(folder);
            default -> failure instanceof RuntimeException;
        };
    }

    private static boolean isWhole(Path folder) throws IOException {
        try (Directory directory = FSDirectory.open(folder)) {
            for (String file : directory.listAll()) {
                if (file.startsWith(OF_SEGMENT) || file.startsWith("segments")) check(directory, file);
            }
            return true;
        } catch (CorruptIndexException | EOFException broken) {
            return false;
        }
    }

    private static void check(Directory directory, String file) throws IOException {
        try (IndexInput input = directory.openInput(file, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(input);
        }
    }

    /** Without a list of segments there must be none: else the index would begin anew, and delete them. */
    static void refuseWithoutCommit(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (file.startsWith(OF_SEGMENT)) {
                throw new CorruptIndexException(
                        "the list of segments is missing, segments are there", directory.toString());
            }
        }
    }
}
