package io.tocsin.server.cli;

import io.tocsin.server.Release;
import picocli.CommandLine.IVersionProvider;

/** Says which release this is. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"tocsin " + Release.VERSION + " (Java " + Runtime.version() + ")"};
    }
}
