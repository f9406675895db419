package io.tocsin.server.cli;

import io.tocsin.server.StartOptions;
import io.tocsin.server.Tocsin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    /**
     * Everything durable is durable already; this is only for being polite to those who are connected. Docker and most other
     * supervisors kill after 10 seconds.
     */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

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
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tocsin, stopped), "tocsin-stop"));
        Hangup.onHangup(tocsin::reload);
        // Last: whoever waits for this line may end us the moment it is there.
        System.err.println("tocsin listening on " + tocsin.url());
        stopped.await();
        return 0;
    }

    private static void stop(Tocsin tocsin, CountDownLatch stopped) {
        Thread undo = Thread.ofPlatform().daemon().name("tocsin-undo").start(() -> tocsin.stop(STOP_WITHIN));
        try {
            undo.join(STOP_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What hangs must not keep a supervisor waiting, and what is durable needs nobody to end well.
        if (undo.isAlive())
            System.err.println("tocsin: not everything could be stopped in order within " + STOP_WITHIN);
        stopped.countDown();
        // SIGTERM is how one is asked to stop, not a failure: a supervisor wants to see 0.
        Runtime.getRuntime().halt(0);
    }
}
