package io.tocsin.server;

import io.tocsin.routing.SilenceLimits;
import io.tocsin.server.alertmanager.AlertmanagerApi;
import io.tocsin.server.config.Settings.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How to start the drop-in for Alertmanager.
 *
 * @param config an alertmanager.yml
 * @param data where everything is kept; created when missing
 * @param listen addresses, at least one; port 0 picks a free one
 * @param externalUrl how people reach us, without a slash at the end; in every link that we send
 * @param prefix before every path; empty for none
 * @param dialect how matchers and names are read
 * @param silences what silences may do at most
 * @param retention how long silences that are over, and what was told of groups that are no more, are remembered
 * @param startDelay for so long after the start nobody is told
 * @param clusterAddress where other nodes would look for this one; empty for no cluster
 * @param readsMax so many answers of the API at a time
 * @param environment where {@code ${NAME}} is looked up
 */
public record DropInOptions(
        Path config,
        Path data,
        List<Listen> listen,
        String externalUrl,
        String prefix,
        AlertmanagerApi.Dialect dialect,
        SilenceLimits silences,
        Duration retention,
        Duration startDelay,
        String clusterAddress,
        int readsMax,
        Function<String, @Nullable String> environment) {
    public DropInOptions {
        listen = List.copyOf(listen);
    }
}
