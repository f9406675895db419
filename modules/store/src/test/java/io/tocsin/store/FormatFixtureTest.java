package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier releases stored is read by this one, byte for byte. {@link WriteFormatFixture} made the files. */
class FormatFixtureTest {
    @TempDir
    Path temporary;

    private Path fixture(String format) throws IOException {
        try {
            Path made = Path.of(
                    Objects.requireNonNull(getClass().getResource(format)).toURI());
            return FolderCopy.of(made, temporary.resolve(format));
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> found(BlockStore store) throws IOException {
        List<String> lines = new ArrayList<>();
        for (FoundEvent event : Asked.pages(store, Asked.newest("*"))) {
            lines.add("{\"_id\":%d,\"_time\":\"%s\",\"_received\":\"%s\",\"event\":%s}"
                    .formatted(
                            event.id(),
                            event.time(),
                            event.receivedAt(),
                            new String(event.json(), StandardCharsets.UTF_8)));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = "format-2")
    void everyEventIsFoundAsItWasStored(String format) throws IOException {
        Path folder = fixture(format);
        List<String> expected = Files.readAllLines(folder.resolve("expected.ndjson"));
        try (BlockStore store =
                BlockStore.open(folder.resolve("index"), new LayoutJson(), WriteFormatFixture.SETTINGS)) {
            assertThat(store.partitions()).hasSizeGreaterThan(3);
            assertThat(store.deletions()).extracting(Deletion::purged).containsExactly(true, false);
            assertThat(found(store)).containsExactlyInAnyOrderElementsOf(expected);

            Asked.maintainToTheEnd(store);

            assertThat(store.damages()).isEmpty();
            assertThat(found(store)).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(new StoreCheck(folder.resolve("index")).check())
                .allSatisfy(finding -> assertThat(finding.problems()).isEmpty());
    }
}
