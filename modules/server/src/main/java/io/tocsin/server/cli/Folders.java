package io.tocsin.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that somebody names is there; a server that started without it would look as if nothing were configured. */
final class Folders {
    private Folders() {}

    static void require(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new IOException("cannot read " + folder + ": there is no such folder");
    }
}
