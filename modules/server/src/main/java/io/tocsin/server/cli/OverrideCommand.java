package io.tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "override",
        description = "Take somebody's shift; it counts at once. 'tocsin oncall overrides' shows them.",
        footer = {
            "%nExamples:",
            "  tocsin oncall override primary anna --for 8h --reason 'bob is ill'",
            "  tocsin oncall override primary anna --from 2026-12-24T09:00 --to 2026-12-27T09:00",
            "  tocsin oncall override primary anna --instead bob --for 2d",
            "  tocsin oncall override primary anna --swap-with bob --to 2026-06-08T09:00",
        },
        mixinStandardHelpOptions = true)
final class OverrideCommand implements Callable<Integer> {
    @Mixin
    private final Client client = new Client();

    @Mixin
    private final IncidentsCommand.Actor actor = new IncidentsCommand.Actor();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "SCHEDULE", description = "A schedule of oncall.yml.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String schedule;

    @Parameters(paramLabel = "USER", description = "Who takes it.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private String user;

    @Option(names = "--instead", paramLabel = "USER", description = "Only where this one would be on call.")
    private @Nullable String instead;

    @Option(names = "--swap-with", paramLabel = "USER", description = "Both change places.")
    private @Nullable String swapWith;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "From when: a time in the schedule's zone such as 2026-01-05T09:00, or RFC 3339 (default: now).")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Until when.")
    private @Nullable String to;

    @Option(names = "--for", paramLabel = "DURATION", description = "For how long, such as 8h or 2d.")
    private @Nullable String lasting;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit log.")
    private @Nullable String reason;

    @Override
    public Integer call() throws Exception {
        if (instead != null && swapWith != null)
            throw new IllegalArgumentException(
                    "cannot use --instead and --swap-with together: one relieves, both swap");
        JsonObject body = new JsonObject().put("by", actor.by);
        if (swapWith != null) body.put("swap", new JsonArray().add(user).add(swapWith));
        else body.put("user", user);
        put(body, "instead", instead);
        put(body, "from", from);
        put(body, "to", to);
        put(body, "for", lasting);
        put(body, "reason", reason);
        JsonObject made = client.post(OverridesCommand.path(schedule), body);
        spec.commandLine().getOut().println(OverridesCommand.line(schedule, made));
        return 0;
    }

    private static void put(JsonObject body, String key, @Nullable String value) {
        if (value != null) body.put(key, value);
    }
}
