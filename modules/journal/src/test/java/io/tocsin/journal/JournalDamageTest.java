package io.tocsin.journal;

import static io.tocsin.journal.Journals.append;
import static io.tocsin.journal.Journals.segments;
import static io.tocsin.journal.Journals.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disks that give back something else than what was written. */
class JournalDamageTest {
    private final MemoryDisk disk = new MemoryDisk(new Random(3));
    private final List<String> written = new ArrayList<>();
    private long nextPosition;

    @BeforeEach
    void threeSegments() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            for (int i = 0; segments(disk).size() < 3 || i % 4 != 0; i++) {
                written.add("record number " + i);
                append(journal, written.getLast());
            }
            nextPosition = journal.nextPosition();
        }
    }

    @Test
    void aFlippedBitAnywhereIsReportedAndCostsAtMostItsRecord() throws IOException {
        for (String segment : segments(disk)) {
            for (int offset = 0; offset < disk.size(segment); offset++) {
                MemoryDisk copy = disk.crash();
                copy.flipBit(segment, offset, offset % 8);

                try (Journal journal = Journals.open(copy)) {
                    List<String> kept = texts(journal);
                    assertThat(journal.damages())
                            .as("bit at %s of %s", offset, segment)
                            .isNotEmpty();
                    assertThat(kept)
                            .hasSizeGreaterThanOrEqualTo(written.size() - 1)
                            .isSubsetOf(written);
                    assertThat(journal.nextPosition()).isGreaterThanOrEqualTo(nextPosition);
                }
            }
        }
    }

    @Test
    void aMissingByteAnywhereIsReportedAndCostsAtMostItsRecord() throws IOException {
        for (String segment : segments(disk)) {
            for (int offset = 0; offset < disk.size(segment); offset++) {
                MemoryDisk copy = disk.crash();
                copy.takeOut(segment, offset);

                try (Journal journal = Journals.open(copy)) {
                    List<String> kept = texts(journal);
                    assertThat(journal.damages())
                            .as("without byte %s of %s", offset, segment)
                            .isNotEmpty();
                    assertThat(kept)
                            .as("without byte %s of %s", offset, segment)
                            .hasSizeGreaterThanOrEqualTo(written.size() - 1)
                            .isSubsetOf(written);
                    assertThat(journal.nextPosition()).isGreaterThanOrEqualTo(nextPosition);
                }
            }
        }
    }

    @Test
    void aTornEndAnywhereIsReportedAndWhatCameBeforeItStays() throws IOException {
        String newest = segments(disk).getLast();
        for (int size = Segment.HEADER_BYTES + 1; size < disk.size(newest); size++) {
            MemoryDisk copy = disk.crash();
            copy.cut(newest, size);

            try (Journal journal = Journals.open(copy)) {
                List<String> kept = texts(journal);
                assertThat(kept).as("cut at %s", size).isEqualTo(written.subList(0, kept.size()));
                int cut = disk.size(newest) - size;
                int ends = 0;
                for (int i = written.size() - 1; ends < cut; i--) ends += recordBytes(i);
                // A length begins with zeros, and zeros behind the records were written ahead.
                boolean nothingIsLeft = ends - cut <= 3;
                assertThat(journal.damages())
                        .as("cut at %s", size)
                        .extracting(Damage::kind)
                        .isEqualTo(nothingIsLeft ? List.of() : List.of(Damage.Kind.TORN_TAIL));
            }
        }
    }

    private int recordBytes(int index) {
        return 4 + 4 + 8 + written.get(index).length();
    }

    @Test
    void aLostSegmentIsReportedAndTheOthersAreReplayed() throws IOException {
        disk.lose(segments(disk).get(1));

        try (Journal journal = Journals.open(disk)) {
            assertThat(texts(journal)).startsWith(written.getFirst()).endsWith(written.getLast());
            assertThat(journal.damages())
                    .singleElement()
                    .extracting(Damage::kind)
                    .isEqualTo(Damage.Kind.MISSING_RECORDS);
        }
    }

    @Test
    void aSegmentWithoutAnyHeaderIsReportedAndItsPositionsAreNotGivenAgain() throws IOException {
        String newest = segments(disk).getLast();
        disk.flipBit(newest, 0, 0);
        disk.flipBit(newest, SegmentHeader.BYTES, 0);

        try (Journal journal = Journals.open(disk)) {
            assertThat(journal.damages())
                    .singleElement()
                    .extracting(Damage::kind)
                    .isEqualTo(Damage.Kind.BROKEN_HEADER);
            assertThat(append(journal, "new")).isGreaterThanOrEqualTo(nextPosition);
        }
    }

    @Test
    void damageThatAppearsLaterIsFoundByTheReplay() throws IOException {
        try (Journal journal = Journals.open(disk)) {
            disk.flipBit(segments(disk).getFirst(), Segment.HEADER_BYTES + 20, 1);

            assertThat(texts(journal)).isEqualTo(written.subList(1, written.size()));
            assertThat(journal.damages())
                    .containsExactly(new Damage(
                            Damage.Kind.BROKEN_RECORD, segments(disk).getFirst(), Segment.HEADER_BYTES, 16 + 15, 0, 1));
        }
    }

    @Test
    void aRecordQuotedInsideAPayloadIsNotTakenForARecord() throws IOException {
        MemoryDisk forged = new MemoryDisk(new Random(1));
        try (Journal journal = Journals.open(forged)) {
            append(journal, "aaaa");
            byte[] bytes = forged.bytes(segments(forged).getFirst());
            byte[] quoted = Arrays.copyOfRange(bytes, Segment.HEADER_BYTES, bytes.length);
            quoted[15] = 1; // the position that a reader would look for
            journal.append(quoted).toCompletableFuture().join();
        }
        forged.flipBit(segments(forged).getFirst(), Segment.HEADER_BYTES + 20 + 4, 0);

        try (Journal journal = Journals.open(forged)) {
            assertThat(texts(journal)).containsExactly("aaaa");
        }
    }

    @Test
    void aLaterFormatIsRefusedInsteadOfTakenForDamage() throws IOException {
        MemoryDisk later = new MemoryDisk(new Random(1));
        Journals.open(later).close();
        ByteBuffer header = new SegmentHeader(new Segment(0, 0), 1).bytes();
        header.putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, 32));
        header.putLong(32, crc.getValue());
        try (Disk.File file = later.create(Journals.FOLDER.resolve(new Segment(0, 0).fileName()))) {
            while (header.hasRemaining()) file.write(header, header.position());
        }

        assertThatThrownBy(() -> Journals.open(later))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format version 2");
    }
}
