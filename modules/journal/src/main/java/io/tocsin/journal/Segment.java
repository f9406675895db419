package io.tocsin.journal;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file of the journal. Its name says at which position its first record stands and, since positions may skip, at which
 * position the segment before it ended: records that the older file holds beyond that end were never acknowledged (their
 * sync failed) and do not count.
 *
 * <p>Layout, big endian: the header twice (see {@link SegmentHeader}), then records of
 * {@code length:4 crc32c:4 position:8 payload}, their positions without gaps. The checksum covers the segment's salt, the
 * length, the position and the payload, so that neither stale disk blocks nor a record quoted inside a payload can be taken
 * for a record.
 *
 * @param base position of the first record
 * @param previousEnd position behind the last record of the segment before
 */
record Segment(long base, long previousEnd) {
    static final int HEADER_BYTES = 2 * SegmentHeader.BYTES;
    static final int RECORD_HEADER_BYTES = 16;

    /** What a reader believes a record can be, whatever the settings of the writer were: 256 MiB. */
    static final int PAYLOAD_BYTES_MAX = 256 << 20;

    static final Comparator<Segment> ORDER = Comparator.comparingLong(Segment::base);

    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 16;
    private static final int NAME_LENGTH = DIGITS + 1 + DIGITS + SUFFIX.length();

    String fileName() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(base) + "-" + hex.toHexDigits(previousEnd) + SUFFIX;
    }

    /** The segment with this file name; empty for a file that is not ours. */
    static Optional<Segment> named(String name) {
        if (name.length() != NAME_LENGTH || !name.endsWith(SUFFIX) || name.charAt(DIGITS) != '-') {
            return Optional.empty();
        }
        try {
            return Optional.of(new Segment(
                    HexFormat.fromHexDigitsToLong(name, 0, DIGITS),
                    HexFormat.fromHexDigitsToLong(name, DIGITS + 1, DIGITS + 1 + DIGITS)));
        } catch (IllegalArgumentException notHex) {
            return Optional.empty();
        }
    }

    static int checksum(int salt, long position, byte[] payload, int length) {
        CRC32C crc = new CRC32C();
        updateInt(crc, salt);
        updateInt(crc, length);
        updateInt(crc, (int) (position >>> 32));
        updateInt(crc, (int) position);
        crc.update(payload, 0, length);
        return (int) crc.getValue();
    }

    private static void updateInt(CRC32C crc, int value) {
        crc.update(value >>> 24);
        crc.update(value >>> 16);
        crc.update(value >>> 8);
        crc.update(value);
    }
}
