package io.tocsin.server.cli;

import io.tocsin.routing.RouterTerms;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.server.DropIn;
import io.tocsin.server.DropInOptions;
import io.tocsin.server.config.Settings.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "alertmanager",
        description = "Start only the router, in place of the alertmanager binary: its flags, its files, its API.",
        footer = {
            "",
            "Like the binary that it replaces it asks nobody for credentials and listens on every address: put it",
            "where only those reach it who may. './tocsin up' is the whole product, and listens to this machine only.",
            "Snapshots 'silences' and 'nflog' of Alertmanager in --storage.path are read once, and stay as they are."
        },
        versionProvider = AlertmanagerVersion.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class AlertmanagerCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(AlertmanagerCommand.class);

    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("alertmanager.yml");

    @Option(
            names = "--storage.path",
            paramLabel = "DIR",
            description = "Where alerts, silences and what was told are kept (default: ${DEFAULT-VALUE}).")
    private Path storage = Path.of("data/");

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private WebFlags web;

    @Option(
            names = "--cluster.listen-address",
            paramLabel = "HOST:PORT",
            description =
                    "Shown as the address of this node, which runs alone; empty for none (default: 0.0.0.0:9094).")
    private String cluster = "0.0.0.0:9094";

    @Option(
            names = "--cluster.peer",
            paramLabel = "HOST:PORT",
            description = "Taken and not contacted: this node runs alone.")
    private List<String> peers = new ArrayList<>();

    @Option(
            names = "--enable-feature",
            paramLabel = "LIST",
            description = "utf8-strict-mode, classic-mode, or others that have no effect here.")
    private String features = "";

    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            description = "debug, info, warn or error (default: ${DEFAULT-VALUE}).")
    private LogFlags.Level level = LogFlags.Level.INFO;

    @Option(names = "--log.format", paramLabel = "FORMAT", description = "logfmt or json; the log is text either way.")
    private @Nullable String format;

    @Option(
            names = "--silences.max-silences",
            paramLabel = "N",
            description = "How many silences there may be, those that are over included; 0 for any.")
    private int maxSilences = 0;

    @Option(
            names = "--silences.max-silence-size-bytes",
            paramLabel = "N",
            description = "How large a silence may be; 0 for any.")
    private int maxSilenceBytes = 0;

    @Option(
            names = "--data.retention",
            paramLabel = "DURATION",
            converter = FlagDuration.class,
            description =
                    "How long silences that are over, and what was told of groups that are no more, are remembered"
                            + " (default: 120h). What was told of a group that goes on is remembered as long as it does.")
    private Duration retention = RouterTerms.DEFAULT.retention();

    @Option(
            names = "--dispatch.start-delay",
            paramLabel = "DURATION",
            converter = FlagDuration.class,
            description = "For so long after the start nobody is told of any group (default: 0s).")
    private Duration startDelay = Duration.ZERO;

    @Mixin
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets it before call()
    private FlagsWithoutEffect others;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LogFlags.use(level);
        Features enabled = Features.of(features);
        List<String> without = new ArrayList<>(FlagsWithoutEffect.given(spec));
        without.addAll(enabled.withoutEffect());
        if (format != null) without.add("--log.format");
        if (!without.isEmpty()) log.info("without effect here: {}", String.join(", ", without));
        if (!peers.isEmpty()) log.warn("this node runs alone and does not contact {}", String.join(", ", peers));
        DropIn server = DropIn.start(new DropInOptions(
                config,
                storage,
                web.listen(),
                web.externalUrl(),
                web.prefix(),
                enabled.dialect(),
                new SilenceLimits(null, 0, false, maxSilences, maxSilenceBytes),
                retention,
                startDelay,
                cluster.startsWith(":") ? "127.0.0.1" + cluster : cluster,
                web.readsMax(),
                System::getenv));
        Lifetime lifetime = new Lifetime(server::stop);
        Hangup.onHangup(server::reload);
        // Last: whoever waits for these lines may end us the moment they are there. The first is what Alertmanager
        // says.
        for (Listen address : server.addresses()) {
            System.err.println("level=INFO component=tls_config msg=\"Listening on\" address=" + address.authority());
            System.err.println("tocsin listening on http://" + address.authority() + web.prefix());
        }
        lifetime.await();
        return 0;
    }
}
