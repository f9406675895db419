package io.tocsin.journal;

import static io.tocsin.journal.Journals.append;
import static io.tocsin.journal.Journals.segments;
import static io.tocsin.journal.Journals.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A byte that is missing, torn off or flipped, in every place of every file of a real folder: what is lost is reported with its
 * place and its positions, everything else is read.
 */
class JournalBytesTest {
    private static final JournalSettings SMALL = new JournalSettings("test", 200, 4_096, 16_384, 0);
    private static final int RECORDS = 11;

    /** Every third byte; the tests on a disk in memory flip every one. */
    private static final int STEP = 3;

    @TempDir
    Path home;

    private Path whole;
    private final List<String> written = new ArrayList<>();
    private List<String> files;
    private int checked;

    /** Whether more than one file of the copy may have changed. */
    private boolean stale = true;

    private String lastHurt = "";

    @BeforeEach
    void write() throws IOException {
        whole = home.resolve("whole");
        try (Journal journal = Journal.open(whole, SMALL)) {
            for (int i = 0; i < RECORDS; i++) {
                written.add("record number " + i);
                append(journal, written.getLast());
            }
        }
        files = segments(new FileDisk(), whole);
        assertThat(files).hasSizeGreaterThan(2);
    }

    private interface Hurt {
        byte[] hurt(byte[] bytes);
    }

    /** A copy of the folder in which one file is hurt. */
    private Path hurt(String file, Hurt hurt) throws IOException {
        Path copy = home.resolve("copy");
        if (stale) {
            Files.createDirectories(copy);
            try (Stream<Path> old = Files.list(copy)) {
                for (Path each : old.toList()) Files.delete(each);
            }
            for (String each : files) Files.copy(whole.resolve(each), copy.resolve(each));
        } else {
            Files.copy(whole.resolve(lastHurt), copy.resolve(lastHurt), StandardCopyOption.REPLACE_EXISTING);
        }
        stale = false;
        lastHurt = file;
        Files.write(copy.resolve(file), hurt.hurt(Files.readAllBytes(whole.resolve(file))));
        return copy;
    }

    /** Whatever is not there any more must be within the positions that are reported as lost. */
    private void assertReported(Path folder, String what) throws IOException {
        List<Long> missing = new ArrayList<>();
        for (long i = 0; i < RECORDS; i++) missing.add(i);
        Verification before = Journal.verify(folder, (position, record) -> {
            assertThat(new String(record, StandardCharsets.UTF_8)).isEqualTo("record number " + position);
            missing.remove(position);
        });
        for (long lost : missing) {
            assertThat(before.damages())
                    .as("%s: record %s is gone", what, lost)
                    .anyMatch(damage -> damage.fromPosition() <= lost && lost < damage.toPosition());
        }
        // Opening syncs, which takes time: now and then shows that it finds the same.
        if (checked++ % 9 != 0) return;
        stale = true;
        try (Journal journal = Journal.open(folder, SMALL)) {
            assertThat(texts(journal)).as(what).hasSize(RECORDS - missing.size());
            assertThat(journal.damages()).as(what).hasSameSizeAs(before.damages());
            assertThat(journal.nextPosition()).as(what).isGreaterThanOrEqualTo(RECORDS - missing.size());
        }
    }

    @Test
    void aFlippedByteIsReported() throws IOException {
        for (String file : files) {
            for (int at = 0; at < Files.size(whole.resolve(file)); at += STEP) {
                int place = at;
                Path folder = hurt(file, bytes -> {
                    bytes[place] ^= (byte) 0xff;
                    return bytes;
                });
                assertThat(Journal.verify(folder, (position, record) -> {}).damages())
                        .as("byte %s of %s", at, file)
                        .isNotEmpty();
                assertReported(folder, "flipped byte " + at + " of " + file);
            }
        }
    }

    @Test
    void aMissingByteIsReported() throws IOException {
        for (String file : files) {
            for (int at = 0; at < Files.size(whole.resolve(file)); at += STEP) {
                int place = at;
                Path folder = hurt(file, bytes -> {
                    byte[] less = new byte[bytes.length - 1];
                    System.arraycopy(bytes, 0, less, 0, place);
                    System.arraycopy(bytes, place + 1, less, place, less.length - place);
                    return less;
                });
                assertThat(Journal.verify(folder, (position, record) -> {}).damages())
                        .as("byte %s of %s", at, file)
                        .isNotEmpty();
                assertReported(folder, "missing byte " + at + " of " + file);
            }
        }
    }

    @Test
    void aFileThatIsTornOffAnywhereIsReportedUnlessItsEndIsNobodysKnowledge() throws IOException {
        for (String file : files) {
            boolean newest = file.equals(files.getLast());
            for (int at = 0; at < Files.size(whole.resolve(file)); at += STEP) {
                int size = at;
                Path folder = hurt(file, bytes -> java.util.Arrays.copyOf(bytes, size));
                Verification found = Journal.verify(folder, (position, record) -> {});
                if (!newest) {
                    assertThat(found.damages()).as("%s cut to %s", file, at).isNotEmpty();
                    assertReported(folder, file + " cut to " + at);
                } else {
                    // Cut between two records nothing shows it here: whoever remembers positions says what is missing.
                    assertMissingIsToldTo(folder, found);
                }
            }
        }
    }

    private void assertMissingIsToldTo(Path folder, Verification found) throws IOException {
        if (checked++ % 3 != 0) return;
        stale = true;
        try (Journal journal = Journal.open(folder, SMALL)) {
            journal.expect(RECORDS);
            if (found.records() == RECORDS) return;
            assertThat(journal.damages())
                    .anyMatch(damage -> damage.kind() == Damage.Kind.MISSING_RECORDS
                            && damage.fromPosition() == found.end()
                            && damage.toPosition() == RECORDS);
        }
    }

    @Test
    void aMissingFileIsReported() throws IOException {
        for (String file : files.subList(1, files.size() - 1)) {
            Path folder = hurt(file, bytes -> bytes);
            Files.delete(folder.resolve(file));
            stale = true;
            assertReported(folder, "without " + file);
        }
    }

    @Test
    void aMissingFirstFileIsToldByWhoeverStillNeedsIt() throws IOException {
        Path folder = hurt(files.getFirst(), bytes -> bytes);
        Files.delete(folder.resolve(files.getFirst()));

        try (Journal journal = Journal.open(folder, SMALL)) {
            long first = journal.firstPosition();
            journal.expect(first);
            assertThat(journal.damages()).as("it was let go of").isEmpty();

            journal.expect(1);

            assertThat(journal.damages())
                    .containsExactly(new Damage(Damage.Kind.MISSING_RECORDS, "(no file)", 0, 0, 1, first));
        }
    }

    @Test
    void verifyingChangesNothingAndNeedsNoLock() throws IOException {
        try (Journal journal = Journal.open(whole, SMALL)) {
            append(journal, "record number " + RECORDS);
            List<String> before = segments(new FileDisk(), whole);

            Verification found = Journal.verify(whole, (position, record) -> {});

            assertThat(found.records()).isEqualTo(RECORDS + 1);
            assertThat(found.end()).isEqualTo(journal.nextPosition());
            assertThat(found.damages()).as("zeros written ahead are no damage").isEmpty();
            assertThat(found.whole()).isTrue();
            assertThat(segments(new FileDisk(), whole)).isEqualTo(before);
        }
    }

    @Test
    void aCrashLeavesTheZerosThatWereWrittenAheadAndNobodyMissesAnything() throws IOException {
        MemoryDisk disk = new MemoryDisk(new Random(11));
        JournalSettings large = new JournalSettings("test", 1 << 16, 4_096, 16_384, 0);
        MemoryDisk crashed;
        try (Journal journal = Journal.open(Journals.FOLDER, large, disk, new Random(1))) {
            append(journal, "one");
            append(journal, "two");
            assertThat(disk.size(segments(disk).getFirst())).isEqualTo(1 << 16);
            crashed = disk.crash();
        }

        try (Journal journal = Journal.open(Journals.FOLDER, large, crashed, new Random(1))) {
            assertThat(texts(journal)).containsExactly("one", "two");
            assertThat(journal.damages()).isEmpty();
            assertThat(crashed.size(segments(crashed).getFirst())).as("cut").isLessThan(200);
        }
    }
}
