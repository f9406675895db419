package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path parent;

    @Test
    void aMissingFolderIsMade() throws Exception {
        try (DataFolder taken = DataFolder.take(parent.resolve("a/b"))) {
            assertThat(taken.path()).isDirectory();
        }
    }

    @Test
    void whatIsTakenCannotBeTakenAgainUntilItIsGivenBack() throws Exception {
        DataFolder first = DataFolder.take(parent);
        assertThatThrownBy(() -> DataFolder.take(parent))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot use data folder " + parent + ": this process is using it already");

        first.close();

        DataFolder.take(parent).close();
    }

    @Test
    void aFileIsNoFolder() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataFolder.take(file))
                .hasMessage("cannot use data folder " + file + ": it is not a folder");
    }

    @Test
    void aFolderBelowAFileCannotBeMade() throws Exception {
        Path below = Files.createFile(parent.resolve("file")).resolve("data");

        assertThatThrownBy(() -> DataFolder.take(below)).hasMessageStartingWith("cannot use data folder " + below);
    }
}
