package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreBackupTest {
    @TempDir
    Path temporary;

    private BackupScene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new BackupScene(temporary);
    }

    private Map<String, String> restored(String name) throws IOException {
        StoreRestore.restore(scene.backup, temporary.resolve(name));
        return BackupScene.files(temporary.resolve(name));
    }

    private Path stored(String name) throws IOException {
        try (Stream<Path> files = Files.list(scene.backup.resolve("files"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void whatIsRestoredIsWhatWasThere() throws IOException {
        BackupResult result = scene.run();

        assertThat(restored("a")).isEqualTo(BackupScene.files(scene.data)).hasSize(6);
        assertThat(result).isEqualTo(new BackupResult(1, 6, 325_400, 6, 325_400));
        assertThat(StoreRestore.verify(scene.backup)).isEmpty();
        assertThat(temporary.resolve("a/lock")).doesNotExist();
        assertThat(temporary.resolve("a/restoring.pending")).doesNotExist();
        assertThat(scene.closed).isEqualTo(scene.taken).isEqualTo(1);
    }

    @Test
    void aSecondBackupCopiesOnlyWhatIsNew() throws IOException {
        scene.run();
        scene.write("index/2026-11-28/_1.cfs", 7_000);
        Files.delete(scene.data.resolve("index/2026-11-28/_0.cfs"));
        scene.append("journal/events/0000-0000.journal", 11);

        BackupResult second = scene.run();

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.filesCopied()).isEqualTo(2);
        assertThat(second.bytesCopied()).isEqualTo(7_000 + 5_011);
        assertThat(restored("a")).isEqualTo(BackupScene.files(scene.data));
        assertThat(scene.run().filesCopied()).isZero();
    }

    @Test
    void aFileWithOtherBytesUnderAnOldNameIsCopied() throws IOException {
        scene.run();
        Path file = scene.data.resolve("index/2026-11-27/_0.cfs");
        var before = Files.getLastModifiedTime(file);
        scene.write("index/2026-11-27/_0.cfs", 300_000);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 5));

        assertThat(scene.run().filesCopied()).isEqualTo(1);
        assertThat(restored("a")).isEqualTo(BackupScene.files(scene.data));
    }

    @Test
    void anOlderBackupIsStillWhole() throws IOException {
        scene.run();
        Map<String, String> first = BackupScene.files(scene.data);
        scene.append("journal/events/0000-0000.journal", 100);
        Files.delete(scene.data.resolve("index/2026-11-27/_0.cfs"));
        scene.run();

        StoreRestore.restore(scene.backup, 1, temporary.resolve("old"));

        assertThat(BackupScene.files(temporary.resolve("old"))).isEqualTo(first);
    }

    @Test
    void oldBackupsAreRemovedWithAllThatNobodyNeeds() throws IOException {
        for (int i = 0; i < 6; i++) {
            scene.write("index/only-" + i, 1_000 + i);
            if (i > 0) Files.delete(scene.data.resolve("index/only-" + (i - 1)));
            scene.run();
        }

        assertThat(StoreRestore.backups(scene.backup)).containsExactly(4L, 5L, 6L);
        try (Stream<Path> files = Files.list(scene.backup.resolve("files"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.contains("only-"))
                    .allMatch(name -> name.matches(".*only-[345]"))
                    .hasSize(3);
        }
        assertThat(StoreRestore.verify(scene.backup)).isEmpty();
    }

    @Test
    void anInterruptedBackupLeavesTheOldOneWhole() throws IOException {
        scene.run();
        Map<String, String> first = BackupScene.files(scene.data);
        scene.write("index/2026-11-28/_1.cfs", 9_000);
        Files.writeString(scene.backup.resolve("files/copy.pending"), "half of a fi");
        Files.writeString(scene.backup.resolve("00000002.manifest.pending"), "tocsin-ba");
        StoreBackup backups = new StoreBackup(scene.backup, 3);

        assertThatThrownBy(() -> backups.backup(scene.data, () -> {
                    scene.snapshot();
                    throw new IOException("no space left on device");
                }))
                .hasMessage("no space left on device");

        assertThat(restored("a")).isEqualTo(first);
        assertThat(scene.run().number()).isEqualTo(2);
        assertThat(restored("b")).isEqualTo(BackupScene.files(scene.data));
        assertThat(scene.backup.resolve("files/copy.pending")).doesNotExist();
    }

    @Test
    void aFileThatIsMergedAwayBeforeItIsCopiedMeansANewSnapshot() throws IOException {
        Path doomed = scene.write("index/2026-11-28/_1.cfs", 100);
        StoreBackup backups = new StoreBackup(scene.backup, 3);

        BackupResult result = backups.backup(scene.data, () -> {
            Snapshot snapshot = scene.snapshot();
            Files.deleteIfExists(doomed);
            return snapshot;
        });

        assertThat(result.number()).isEqualTo(1);
        assertThat(scene.taken).isEqualTo(2);
        assertThat(scene.closed).isEqualTo(2);
        assertThat(restored("a")).isEqualTo(BackupScene.files(scene.data));
    }

    @Test
    void aJournalThatIsDroppedBehindAnOldSnapshotMeansANewSnapshot() throws IOException {
        StoreBackup backups = new StoreBackup(scene.backup, 3);
        Path segment = scene.data.resolve("journal/events/0000-0000.journal");

        backups.backup(scene.data, () -> {
            Snapshot old = scene.snapshot();
            if (scene.taken == 1) {
                scene.write("journal/events/0007-0005.journal", 70);
                scene.write("index/2026-11-28/_9.cfs", 900);
                Files.delete(segment);
            }
            return old;
        });

        assertThat(scene.taken).isEqualTo(2);
        assertThat(restored("a"))
                .isEqualTo(BackupScene.files(scene.data))
                .containsKeys("index/2026-11-28/_9.cfs", "journal/events/0007-0005.journal");
    }

    @Test
    void filesThatVanishEachTimeAreAnError() {
        StoreBackup backups = new StoreBackup(scene.backup, 3);
        Path never = scene.data.resolve("index/never");

        assertThatThrownBy(() -> backups.backup(scene.data, () -> scene.snapshotOf(never)))
                .hasMessageContaining("files are deleted before they are copied, in each of 5 attempts");
        assertThat(scene.closed).isEqualTo(5);
    }

    @Test
    void aJournalThatGrowsMeanwhileIsCopiedUpToSomeLength() throws IOException {
        new StoreBackup(scene.backup, 3).backup(scene.data, () -> {
            scene.append("journal/events/0000-0000.journal", 77);
            return scene.snapshot();
        });

        assertThat(restored("a").get("journal/events/0000-0000.journal")).hasSize(2 * 5_077);
    }

    @Test
    void twoBackupsIntoOneFolderDoNotMix() throws IOException {
        Files.createDirectories(scene.backup);
        try (FileChannel other = FileChannel.open(
                        scene.backup.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(scene::run).hasMessageEndingWith("another backup is under way");
        }
        assertThat(scene.run().number()).isEqualTo(1);
    }

    @Test
    void aBackupWithinTheDataIsRefused() {
        assertThatThrownBy(() -> new StoreBackup(scene.data.resolve("backup"), 1).backup(scene.data, scene::snapshot))
                .hasMessageEndingWith("it lies within");
        assertThatThrownBy(() -> new StoreBackup(scene.backup, 0)).hasMessage("cannot keep 0 backups: keep 1 or more");
    }

    @Test
    void aDamagedManifestCostsNoFileOfAnotherBackup() throws IOException {
        scene.run();
        scene.write("index/2026-11-28/_1.cfs", 10);
        scene.run();
        Files.writeString(BackupManifest.file(scene.backup, 2), "tocsin-backup 1 ");
        scene.append("journal/events/0000-0000.journal", 1);

        BackupResult third = scene.run();

        assertThat(third.number()).isEqualTo(3);
        assertThat(third.filesCopied()).isEqualTo(1);
        assertThat(restored("a")).isEqualTo(BackupScene.files(scene.data));
        assertThat(StoreRestore.verify(scene.backup)).singleElement().asString().startsWith("backup 2: cannot read");
        assertThat(stored("_1.cfs")).exists();
    }
}
