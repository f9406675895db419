package io.tocsin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment from front to back. Behind bytes that are no record it looks, byte by byte, for the next whole record:
 * its position must lie in the narrow range that the skipped bytes allow and its salted checksum must match, so finding one
 * by chance is out of the question and the search costs about as much as reading.
 */
final class SegmentReader {
    private final Segment segment;
    private final long size;
    private final FileWindow window;
    private final Consumer<Damage> damages;

    /** Whether the records may begin before their place. */
    private boolean headerMoved;

    SegmentReader(Segment segment, Disk.File file, Consumer<Damage> damages) throws IOException {
        this.segment = segment;
        this.size = file.size();
        this.window = new FileWindow(segment.fileName(), file, size);
        this.damages = damages;
    }

    /**
     * How far a segment could be read.
     *
     * @param next the position behind the last record that was read
     * @param offset where that record ends
     * @param unreadable how many bytes lie behind it
     */
    record End(long next, long offset, long unreadable) {}

    /**
     * Visits the records with positions below {@code end}; what is missing before it is damage.
     */
    void read(long end, RecordVisitor visitor) throws IOException {
        if (segment.base() >= end) return;
        Optional<Integer> salt = salt();
        if (salt.isEmpty()) {
            report(Damage.Kind.BROKEN_HEADER, 0, size, segment.base(), end);
            return;
        }
        End reached = records(salt.get(), end, visitor);
        if (reached.next() == end) return;
        Damage.Kind kind = reached.unreadable() > 0 ? Damage.Kind.BROKEN_RECORD : Damage.Kind.MISSING_RECORDS;
        report(kind, reached.offset(), reached.unreadable(), reached.next(), end);
    }

    /**
     * Reads the segment that was written last, whose end nobody knows. What is unreadable at its end is a torn tail:
     * reported here, cut by the caller. Zeros at the end were written ahead and are nothing.
     */
    End readNewest(RecordVisitor visitor) throws IOException {
        Optional<Integer> salt = salt();
        if (salt.isEmpty()) {
            // A header that was never finished belongs to a segment in which nothing can have been acknowledged.
            if (size >= Segment.HEADER_BYTES) {
                long atMost = (size - Segment.HEADER_BYTES) / Segment.RECORD_HEADER_BYTES;
                report(Damage.Kind.BROKEN_HEADER, 0, size, segment.base(), segment.base() + atMost);
            }
            return new End(segment.base(), 0, size);
        }
        End reached = records(salt.get(), Long.MAX_VALUE, visitor);
        long torn = beforeZeros(reached.offset()) - reached.offset();
        long atMost = torn / Segment.RECORD_HEADER_BYTES + (torn > 0 ? 1 : 0);
        if (torn > 0) report(Damage.Kind.TORN_TAIL, reached.offset(), torn, reached.next(), reached.next() + atMost);
        return reached;
    }

    /** Where the bytes behind an offset end that are not zero; the offset itself when there are none. */
    private long beforeZeros(long from) throws IOException {
        long end = from;
        for (long offset = from; offset < size; offset++) {
            ByteBuffer one = window.at(offset, 1);
            if (one.get(one.position()) != 0) end = offset + 1;
        }
        return end;
    }

    private End records(int salt, long end, RecordVisitor visitor) throws IOException {
        long next = segment.base();
        long good = Segment.HEADER_BYTES;
        // A byte that is missing of the header moves all that follows: the first record would be behind us.
        long offset = headerMoved ? SegmentHeader.BYTES : good;
        while (offset < size && next < end) {
            long skipped = Math.max(0, offset - good) / Segment.RECORD_HEADER_BYTES;
            long position = positionAt(offset, next, Math.min(end, next + 1 + skipped));
            byte @Nullable [] payload = position < 0 ? null : payloadAt(offset, position, salt);
            if (payload == null) {
                offset++;
                continue;
            }
            if (offset > good) report(Damage.Kind.BROKEN_RECORD, good, offset - good, next, position);
            visitor.visit(position, payload);
            next = position + 1;
            offset += Segment.RECORD_HEADER_BYTES + payload.length;
            good = offset;
        }
        return new End(next, good, size - good);
    }

    private Optional<Integer> salt() throws IOException {
        if (size < Segment.HEADER_BYTES) return Optional.empty();
        ByteBuffer bytes = window.at(0, Segment.HEADER_BYTES).slice(0, Segment.HEADER_BYTES);
        Optional<SegmentHeader> first = header(bytes, 0);
        Optional<SegmentHeader> second = header(bytes, SegmentHeader.BYTES);
        if (first.isPresent() && second.isPresent()) return first.map(SegmentHeader::salt);
        headerMoved = second.isEmpty();
        // The second copy, moved by what is missing of the first.
        for (int offset = 1; first.isEmpty() && second.isEmpty() && offset < SegmentHeader.BYTES; offset++) {
            second = header(bytes, offset);
        }
        Optional<SegmentHeader> whole = first.isPresent() ? first : second;
        if (whole.isPresent()) {
            long offset = first.isPresent() ? SegmentHeader.BYTES : 0;
            report(Damage.Kind.BROKEN_HEADER, offset, 0, segment.base(), segment.base());
        }
        return whole.map(SegmentHeader::salt);
    }

    private Optional<SegmentHeader> header(ByteBuffer bytes, int offset) throws IOException {
        return SegmentHeader.read(bytes, offset).filter(this::isOurs);
    }

    private boolean isOurs(SegmentHeader header) {
        return header.segment().equals(segment);
    }

    /** The position written at an offset, or -1 when no record with a position in the range can begin there. */
    private long positionAt(long offset, long low, long high) throws IOException {
        if (size - offset < Segment.RECORD_HEADER_BYTES) return -1;
        ByteBuffer head = window.at(offset, Segment.RECORD_HEADER_BYTES);
        int length = head.getInt(head.position());
        long position = head.getLong(head.position() + 8);
        boolean plausible = length >= 0
                && length <= Segment.PAYLOAD_BYTES_MAX
                && length <= size - offset - Segment.RECORD_HEADER_BYTES
                && position >= low
                && position < high;
        return plausible ? position : -1;
    }

    private byte @Nullable [] payloadAt(long offset, long position, int salt) throws IOException {
        ByteBuffer head = window.at(offset, Segment.RECORD_HEADER_BYTES);
        byte[] payload = new byte[head.getInt(head.position())];
        int checksum = head.getInt(head.position() + 4);
        ByteBuffer record = window.at(offset, Segment.RECORD_HEADER_BYTES + payload.length);
        record.get(record.position() + Segment.RECORD_HEADER_BYTES, payload);
        return Segment.checksum(salt, position, payload, payload.length) == checksum ? payload : null;
    }

    private void report(Damage.Kind kind, long offset, long bytes, long from, long to) {
        damages.accept(new Damage(kind, segment.fileName(), offset, bytes, from, to));
    }
}
