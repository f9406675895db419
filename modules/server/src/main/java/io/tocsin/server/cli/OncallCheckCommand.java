package io.tocsin.server.cli;

import io.tocsin.server.OncallCheck;
import io.tocsin.server.OncallCheck.Finding;
import io.tocsin.server.api.TimeParam;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.yaml.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Find who could not be reached, and when nobody would be on call.",
        footer =
                "Exit code: 0 when a page always reaches somebody, 1 when it might not, 2 when the configuration is refused.",
        mixinStandardHelpOptions = true)
final class OncallCheckCommand implements Callable<Integer> {
    private static final int REFUSED = 2;

    private final InstantSource clock = InstantSource.system();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "The configuration folder (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("config");

    @Option(names = "--at", paramLabel = "TIME", description = "From when on: RFC 3339, epoch or -15m (default: now).")
    private @Nullable String at;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How many days to look ahead, at most 3650 (default: ${DEFAULT-VALUE}).")
    private int days = 30;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Folders.require(folder);
        Instant now = clock.instant();
        Instant from = at == null ? now : TimeParam.parse(at, now);
        Duration ahead = Duration.ofDays(Math.clamp(days, 1, 3_650));
        try {
            // Rules do not matter for who is on call.
            Configuration read = ConfigFolder.load(folder, folder.resolve("no-rules"), Map.of(), System::getenv);
            return report(OncallCheck.of(read, from, ahead), ahead, out);
        } catch (ConfigException e) {
            e.problems().forEach(out::println);
            return REFUSED;
        }
    }

    private static int report(List<Finding> findings, Duration ahead, PrintWriter out) {
        for (Finding finding : findings) {
            out.println((finding.grave() ? "" : "note: ") + finding.about() + ": " + finding.why());
        }
        boolean grave = findings.stream().anyMatch(Finding::grave);
        if (!grave) out.printf("good: for %d days a page always reaches somebody%n", ahead.toDays());
        return grave ? 1 : 0;
    }
}
