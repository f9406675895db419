package io.tocsin.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A folder that somebody names is there; a server that started without it would look as if nothing were configured. */
final class Folders {
    private Folders() {}

    static void require(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new IOException("cannot read " + folder + ": there is no such folder");
    }

    /**
     * Requires a folder that an option names. The one that is meant without that option may be missing, which is easily the
     * wrong working folder, so it is said.
     *
     * @param meaning what holds then
     */
    static void look(CommandSpec spec, String option, Path folder, String meaning) throws IOException {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) require(folder);
        if (Files.isDirectory(folder)) return;
        spec.commandLine().getErr().println("tocsin: there is no folder '" + folder + "' here: " + meaning);
        spec.commandLine().getErr().flush();
    }
}
