package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No damage of a backup goes unseen, and nothing is restored from a damaged one. */
class StoreRestoreTest {
    @TempDir
    Path temporary;

    private BackupScene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new BackupScene(temporary);
        scene.run();
    }

    private List<Path> stored() throws IOException {
        try (Stream<Path> files = Files.list(scene.backup.resolve("files"))) {
            return files.sorted().toList();
        }
    }

    private void assertRefused(String what) throws IOException {
        Path target = temporary.resolve("target");
        assertThatThrownBy(() -> StoreRestore.restore(scene.backup, target))
                .as(what)
                .isInstanceOf(IOException.class);
        assertThat(target).as(what).doesNotExist();
        assertThat(StoreRestore.verify(scene.backup)).as(what).isNotEmpty();
    }

    @Test
    void aFlippedATornAndAMissingByteInEachFileAreFound() throws IOException {
        Random random = new Random(8);
        for (Path file : stored()) {
            byte[] good = Files.readAllBytes(file);
            if (good.length > 0) {
                for (int i = 0; i < 5; i++) {
                    byte[] flipped = good.clone();
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                    Files.write(file, flipped);
                    assertRefused("flipped " + file);
                }
                Files.write(file, Arrays.copyOf(good, good.length - 1));
                assertRefused("torn " + file);
                Files.write(file, without(good, random.nextInt(good.length)));
                assertRefused("without a byte " + file);
            }
            Files.write(file, Arrays.copyOf(good, good.length + 1));
            assertRefused("longer " + file);
            Files.delete(file);
            assertRefused("missing " + file);
            Files.write(file, good);
        }
        StoreRestore.restore(scene.backup, temporary.resolve("target"));
        assertThat(BackupScene.files(temporary.resolve("target"))).isEqualTo(BackupScene.files(scene.data));
    }

    @Test
    void noDamageOfAManifestGoesUnseen() throws IOException {
        Path file = BackupManifest.file(scene.backup, 1);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            assertRefused("flipped at " + at);
            Files.write(file, Arrays.copyOf(good, at));
            assertRefused("torn at " + at);
            Files.write(file, without(good, at));
            assertRefused("without byte " + at);
        }
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] rest = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, rest, at, rest.length - at);
        return rest;
    }

    @Test
    void theErrorNamesWhatIsDamaged() throws IOException {
        Path journal = stored().stream()
                .filter(file -> file.toString().endsWith(".journal"))
                .findFirst()
                .orElseThrow();
        Files.write(journal, new byte[4_000]);

        assertThatThrownBy(() -> StoreRestore.restore(scene.backup, temporary.resolve("target")))
                .hasMessage("cannot restore backup 1: 1 files are damaged: "
                        + "journal/events/0000-0000.journal has 4000 bytes, not 5000");
    }

    @Test
    void aFolderInUseIsLeftAlone() throws IOException {
        assertThatThrownBy(() -> StoreRestore.restore(scene.backup, scene.data))
                .hasMessageContaining("it is not empty, it holds holds");
        assertThatThrownBy(() -> StoreRestore.restore(temporary.resolve("none"), temporary.resolve("target")))
                .hasMessageEndingWith("there is no backup in it");
        assertThat(StoreRestore.verify(temporary.resolve("none"))).hasSize(1);
    }

    @Test
    void anInterruptedRestoreCanBeginAgain() throws IOException {
        Path target = temporary.resolve("target");
        Path half = Files.createDirectories(target.resolve("restoring.pending/index"));
        Files.writeString(half.resolve("_7.cfs"), "half");

        StoreRestore.restore(scene.backup, target);

        assertThat(BackupScene.files(target)).isEqualTo(BackupScene.files(scene.data));
    }

    @Test
    void aBackupCannotWriteOutsideOfTheDataFolder() throws IOException {
        for (String path : List.of("../evil", "/etc/evil", "a/../../evil", "a//b", "")) {
            String line = "00000000\t0\t0\t" + path + "\n";
            CRC32C crc = new CRC32C();
            crc.update(line.getBytes(StandardCharsets.UTF_8));
            Files.writeString(
                    BackupManifest.file(scene.backup, 2), "tocsin-backup 1 %08x\n%s".formatted(crc.getValue(), line));

            assertThatThrownBy(() -> StoreRestore.restore(scene.backup, temporary.resolve("target")))
                    .hasMessageContaining("does not lie within the data folder");
        }
    }
}
