package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Pipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store with a broken file finds the rest of its events, and says that something is missing. */
class DamagedFolderTest {
    private static final List<String> BESIDE = List.of(Manifest.FILE, DeletionLog.FILE);

    @TempDir(factory = FolderInMemory.class)
    static Path temporary;

    /** Held, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger DAMAGES = Logger.getLogger(Damages.class.getName());

    private static DamageScene scene;

    @BeforeAll
    static void build() throws IOException {
        scene = new DamageScene(temporary.resolve("whole"));
        // Hundreds of damages with their causes would hide a failure.
        DAMAGES.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        DAMAGES.setLevel(null);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMissingWithoutAWordAndARepairFindsTheRest(Harm harm) throws IOException {
        List<Path> files = scene.files();
        assertThat(files).hasSizeGreaterThan(20);
        for (int i = 0; i < files.size(); i++) {
            Path folder = FolderCopy.of(scene.folder, temporary.resolve(harm + "-" + i));
            Path file = files.get(i);
            harm.to(folder.resolve(file), i);
            try {
                new Broken(folder, file, harm).isNoticedAndRepaired();
            } catch (IOException | RuntimeException | AssertionError wrong) {
                throw new AssertionError(harm + " " + file, wrong);
            }
            FolderCopy.delete(folder);
        }
    }

    private record Broken(Path folder, Path file, Harm harm) {
        /** The name of the partition that the file is of; null for one beside them. */
        private @Nullable String partition() {
            return file.getNameCount() == 1 ? null : file.getName(0).toString();
        }

        private boolean isBeside(String name) {
            return file.toString().equals(name);
        }

        void isNoticedAndRepaired() throws IOException {
            isNamedByACheck();
            if (isRefused()) {
                assertThat(BESIDE).contains(file.toString());
            } else {
                findsAllOrSaysSo();
            }
            new StoreCheck(folder).repair();
            findsTheRest();
            isWholeForACheck();
        }

        private void isNamedByACheck() throws IOException {
            List<StoreCheck.Finding> broken = new StoreCheck(folder)
                    .check().stream()
                            .filter(finding -> !finding.problems().isEmpty())
                            .toList();
            // Without a manifest nothing is missing.
            if (isBeside(Manifest.FILE) && harm == Harm.DELETED) return;
            assertThat(broken)
                    .singleElement()
                    .extracting(StoreCheck.Finding::partition)
                    .isEqualTo(partition() == null ? file.toString() : partition());
        }

        private boolean isRefused() {
            try (BlockStore store = open()) {
                assertThat(store.count()).isPositive();
                return false;
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("cannot read ").hasMessageContaining("'tocsin store repair'");
                return true;
            }
        }

        private BlockStore open() throws IOException {
            return BlockStore.open(folder, scene.parser, DamageScene.SETTINGS);
        }

        private void findsAllOrSaysSo() throws IOException {
            try (BlockStore store = open()) {
                isTrue(DamageScene.found(store));
                asksInEveryWay(store);
                Asked.maintainToTheEnd(store);
                DamageScene.Found found = DamageScene.found(store);
                isTrue(found);
                if (!found.events().equals(scene.all())) {
                    assertThat(found.partial()).isTrue();
                    assertThat(store.damages()).isNotEmpty();
                }
                if (partition() != null) assertThat(store.damages()).anyMatch(damage -> damage.contains(partition()));
                asksInEveryWay(store);
            }
        }

        /** Nothing that was not stored, and all of the other partitions. */
        private void isTrue(DamageScene.Found found) {
            assertThat(scene.all()).containsAllEntriesOf(found.events());
            assertThat(found.events()).containsAllEntriesOf(scene.without(partition()));
        }

        private static void asksInEveryWay(EventStore store) throws IOException {
            store.search(Asked.newest("message:\"order number7919\" OR n>50"));
            store.search(Asked.newest("request_id:req-000100 -level:ERROR"));
            store.correlated("req-000100", 10);
            store.fields(Asked.scope("*"));
            Pipe count = new Pipe.Stats(List.of(Pipe.Measure.count()), List.of("level"), null);
            store.table(Asked.scope("paid"), List.of(count));
            assertThat(store.partitions()).isNotEmpty();
        }

        private void findsTheRest() throws IOException {
            try (BlockStore store = open()) {
                Asked.maintainToTheEnd(store);
                DamageScene.Found found = DamageScene.found(store);
                if (isBeside(DeletionLog.FILE)) {
                    assertThat(found.events()).containsAllEntriesOf(scene.all());
                } else {
                    isTrue(found);
                }
                assertThat(found.partial()).isEqualTo(staysAside());
                assertThat(store.damages().isEmpty()).isEqualTo(!staysAside());
                // The segment of the broken file is gone, others of its partition are there.
                if (partition() != null && !staysAside())
                    assertThat(of(found, partition())).isNotEmpty();
            }
        }

        private static Map<Long, String> of(DamageScene.Found found, String partition) {
            Map<Long, String> events = new TreeMap<>(found.events());
            events.keySet().retainAll(scene.of(partition).keySet());
            return events;
        }

        /** Without a list of its segments nothing of the partition can be told. */
        private boolean staysAside() {
            String name = file.getFileName().toString();
            return name.startsWith("segments") || name.endsWith(".si");
        }

        private void isWholeForACheck() throws IOException {
            assertThat(new StoreCheck(folder).check())
                    .filteredOn(finding -> SetAside.nameOf(finding.partition()) == null)
                    .allSatisfy(finding -> assertThat(finding.problems()).isEmpty());
        }
    }
}
