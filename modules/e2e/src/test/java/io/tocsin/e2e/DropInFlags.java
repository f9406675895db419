package io.tocsin.e2e;

import java.util.List;

/** The command line of the drop-in, as Alertmanager's. */
final class DropInFlags {
    private DropInFlags() {}

    static List<String> of(String config, String storage, String port) {
        return List.of(
                "alertmanager",
                "--config.file=" + config,
                "--storage.path=" + storage,
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=error");
    }
}
