package io.tocsin.server.cli;

import io.tocsin.server.Release;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import picocli.CommandLine.IVersionProvider;

/** Says what this stands in for. */
final class AlertmanagerVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "alertmanager, version " + AlertmanagerApi.COMPATIBLE + " (tocsin " + Release.VERSION + ", Java "
                    + Runtime.version() + ")"
        };
    }
}
