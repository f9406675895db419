package io.tocsin.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * Alertmanager's flags that mean nothing here: everything is on disk at once, each alert goes when it is over, and one node
 * has nobody to talk to. Taken, so that a command line that is there keeps working.
 */
final class FlagsWithoutEffect {
    @Option(
            names = {
                "--data.maintenance-interval",
                "--alerts.gc-interval",
                "--alerts.per-alertname-limit",
                "--dispatch.maintenance-interval",
                "--web.timeout",
                "--auto-gomemlimit.ratio",
                "--cluster.advertise-address",
                "--cluster.peer-name",
                "--cluster.peer-timeout",
                "--cluster.peers-resolve-timeout",
                "--cluster.gossip-interval",
                "--cluster.pushpull-interval",
                "--cluster.tcp-timeout",
                "--cluster.probe-timeout",
                "--cluster.probe-interval",
                "--cluster.settle-timeout",
                "--cluster.reconnect-interval",
                "--cluster.reconnect-timeout",
                "--cluster.tls-config",
                "--cluster.label"
            },
            hidden = true)
    @SuppressWarnings("UnusedVariable") // what counts is which names were given
    private List<String> values = new ArrayList<>();

    @Option(
            names = {
                "--log.silences",
                "--no-log.silences",
                "--web.systemd-socket",
                "--no-web.systemd-socket",
                "--cluster.allow-insecure-public-advertise-address-discovery",
                "--no-cluster.allow-insecure-public-advertise-address-discovery"
            },
            arity = "0..1",
            hidden = true)
    @SuppressWarnings("UnusedVariable") // what counts is which names were given
    private List<Boolean> flags = new ArrayList<>();

    /** Which of them somebody gave, in their order. */
    static List<String> given(CommandSpec spec) {
        Set<String> known = new LinkedHashSet<>();
        for (OptionSpec option : spec.options()) {
            if (option.userObject() instanceof java.lang.reflect.Field field
                    && field.getDeclaringClass() == FlagsWithoutEffect.class) known.addAll(List.of(option.names()));
        }
        Set<String> given = new LinkedHashSet<>();
        for (String argument : spec.commandLine().getParseResult().originalArgs()) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (known.contains(name)) given.add(name);
        }
        return List.copyOf(given);
    }
}
