package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition that cannot be opened makes way, and comes back. */
class SetAsideTest {
    private static final String DAY = "2026-11-21";
    private static final String ASIDE = "damaged-2026-11-21-1";

    @TempDir
    Path temporary;

    private DamageScene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = new DamageScene(temporary.resolve("whole"));
        Files.move(scene.folder.resolve(DAY), scene.folder.resolve(ASIDE));
    }

    private BlockStore open() throws IOException {
        return BlockStore.open(scene.folder, scene.parser, DamageScene.SETTINGS);
    }

    private LogEvent late() {
        byte[] json = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
        return scene.parser.parse(5_000, Instant.parse("2026-11-21T20:00:00Z"), json);
    }

    @Test
    void everyStartSaysThatItIsMissing() throws IOException {
        for (int start = 0; start < 2; start++) {
            try (BlockStore store = open()) {
                assertThat(store.damages())
                        .singleElement()
                        .asString()
                        .contains(DAY)
                        .contains(ASIDE);
                assertThat(DamageScene.found(store)).isEqualTo(new DamageScene.Found(scene.without(DAY), true));
            }
        }
    }

    @Test
    void searchesOfOtherDaysAreWhole() throws IOException {
        try (BlockStore store = open()) {
            SearchRequest before = Asked.newest("*").between(Instant.MIN, Instant.parse("2026-11-21T00:00:00Z"));
            assertThat(store.search(before).partial()).isFalse();
            assertThat(store.search(before).total()).isPositive();
        }
    }

    @Test
    void aRepairGivesItsNameBack() throws IOException {
        new StoreCheck(scene.folder).repair();

        try (BlockStore store = open()) {
            assertThat(store.damages()).isEmpty();
            assertThat(DamageScene.found(store)).isEqualTo(new DamageScene.Found(scene.all(), false));
        }
    }

    @Test
    void itStaysAsideWhenItsNameIsTaken() throws IOException {
        try (BlockStore store = open()) {
            store.add(List.of(late()), 1_000);
        }

        List<StoreCheck.Finding> findings = new StoreCheck(scene.folder).repair();

        assertThat(findings)
                .filteredOn(finding -> finding.partition().equals(ASIDE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problems())
                        .singleElement()
                        .asString()
                        .startsWith("it stays aside"));
        try (BlockStore store = open()) {
            assertThat(store.damages()).hasSize(1);
            store.drop(DAY);
        }
        new StoreCheck(scene.folder).repair();
        try (BlockStore store = open()) {
            assertThat(DamageScene.found(store)).isEqualTo(new DamageScene.Found(scene.all(), false));
        }
    }

    @Test
    void whatWasDeletedMeanwhileDoesNotComeBackWithIt() throws IOException {
        try (BlockStore store = open()) {
            Asked.maintainToTheEnd(store);
            store.delete(Asked.deletion("meanwhile", Query.parse("n:50"), 10_000));
            Asked.maintainToTheEnd(store);
            assertThat(store.deletions().getLast().purged()).isFalse();
        }
        new StoreCheck(scene.folder).repair();

        try (BlockStore store = open()) {
            assertThat(Asked.total(store, "n:50")).isZero();
            Asked.maintainToTheEnd(store);
            assertThat(Asked.total(store, "n:50")).isZero();
            assertThat(store.deletions()).allMatch(Deletion::purged);
        }
    }

    @Test
    void halfADroppedPartitionIsNoDamage() throws IOException {
        Path dropped = Files.createDirectories(scene.folder.resolve("dropped-2026-11-19"));
        Files.writeString(dropped.resolve("_0.cfs"), "half");

        try (BlockStore store = open()) {
            assertThat(store.damages()).hasSize(1);
            assertThat(dropped).doesNotExist();
        }
    }
}
