package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "oncall",
        description = "Say who is on call.",
        mixinStandardHelpOptions = true,
        subcommands = {OncallCheckCommand.class, OncallTestCommand.class, OverrideCommand.class, OverridesCommand.class
        })
final class OncallCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--at", paramLabel = "TIME", description = "When: RFC 3339, epoch or -15m (default: now).")
    private @Nullable String at;

    @Override
    public Integer call() throws Exception {
        Map<String, String> params = at == null ? Map.of() : Map.of("at", at);
        JsonArray schedules = client.fetch("/api/v1/oncall", params).getJsonArray("schedules");
        for (int i = 0; i < schedules.size(); i++) {
            JsonObject schedule = schedules.getJsonObject(i);
            JsonArray users = schedule.getJsonArray("users");
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%-12s %s, until %s, then %s%n",
                            schedule.getString("name"),
                            users.isEmpty()
                                    ? "NOBODY"
                                    : String.join(
                                            ", ",
                                            users.stream().map(String::valueOf).toList()),
                            schedule.getString("until", "-"),
                            schedule.getString("next", "-"));
        }
        return 0;
    }
}
