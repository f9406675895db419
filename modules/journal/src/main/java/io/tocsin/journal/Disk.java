package io.tocsin.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The disk as the journal sees it: the seam where tests inject short writes, failing syncs, full disks and crashes. */
interface Disk {
    /** Creates the folder where it is missing and locks it against every other opener until the result is closed. */
    Closeable lock(Path folder) throws IOException;

    /** Names of the files in a folder, in no order. */
    List<String> list(Path folder) throws IOException;

    /** Creates a file that must not exist, for writing. */
    File create(Path path) throws IOException;

    /** Opens an existing file for reading only. */
    File read(Path path) throws IOException;

    /** Opens an existing file for reading and cutting. */
    File open(Path path) throws IOException;

    void delete(Path path) throws IOException;

    /** Makes created and deleted names of a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** An open file. */
    interface File extends Closeable {
        /**
         * What is written comes in whole blocks of so many bytes, a power of two: the offset, the count of bytes and the address of
         * a direct buffer are multiples of it. 1 where anything goes.
         */
        int blockBytes();

        /** Writes at an offset, possibly fewer bytes than remain, as {@link java.nio.channels.FileChannel} does. */
        int write(ByteBuffer bytes, long offset) throws IOException;

        /** Reads at an offset, possibly fewer bytes than fit; -1 at the end. */
        int read(ByteBuffer into, long offset) throws IOException;

        long size() throws IOException;

        void truncate(long size) throws IOException;

        /** Makes everything written durable. */
        void sync() throws IOException;
    }
}
