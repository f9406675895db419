package io.tocsin.journal;

import java.io.IOException;

/** More bytes wait for the disk than {@link JournalSettings#waitingBytesMax()} allows; nothing was stored, try later. */
public final class JournalFullException extends IOException {
    JournalFullException(String journal, long waitingBytes, long waitingBytesMax) {
        super("cannot append to journal " + journal + ": " + waitingBytes + " bytes already wait for the disk, limit "
                + waitingBytesMax);
    }
}
