package io.tocsin.server.cli;

import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description = "Start the server.",
        footer = {
            "",
            "SIGTERM or Ctrl-C ends it, SIGHUP reads the configuration again.",
            "The keys of tocsin.yml: docs/configuration.md"
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "The configuration folder (default: ${DEFAULT-VALUE}).")
    private Path config = Path.of("config");

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description = "The folder of rule files (default: ${DEFAULT-VALUE}).")
    private Path rules = Path.of("rules");

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Listen on this port instead of the configured one; 0 picks a free one.")
    private @Nullable Integer port;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override a key of tocsin.yml; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // Without these options a missing folder means defaults: a first start needs no files.
        Folders.look(spec, "--config", config, "the defaults hold, and nobody is paged");
        Folders.look(spec, "--rules", rules, "no rule looks at the logs");
        StartOptions options = new StartOptions(config, rules, data, port, overrides, System::getenv);
        Tocsin tocsin = Tocsin.start(options);
        Lifetime lifetime = new Lifetime(tocsin::stop);
        Hangup.onHangup(tocsin::reload);
        // Last: whoever waits for this line may end us the moment it is there.
        System.err.println("tocsin listening on " + tocsin.url());
        lifetime.await();
        return 0;
    }
}
