package io.tocsin.server.cli;

import io.tocsin.server.config.Settings.Listen;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Alertmanager's flags that begin with {@code --web}. */
final class WebFlags {
    private static final int PORT = 9093;

    /** Alertmanager's own floor. */
    private static final int READS_MIN = 8;

    @Option(
            names = "--web.listen-address",
            paramLabel = "HOST:PORT",
            description = "Where to listen; repeatable (default: :9093, every address of this machine).")
    private List<String> listen = new ArrayList<>();

    @Option(
            names = "--web.external-url",
            paramLabel = "URL",
            description = "How people reach this server; in every link that it sends.")
    private String externalUrl = "";

    @Option(
            names = "--web.route-prefix",
            paramLabel = "PATH",
            description = "Before every path (default: the path of --web.external-url).")
    private @Nullable String routePrefix;

    @Option(
            names = "--web.get-concurrency",
            paramLabel = "N",
            description = "So many GET requests at a time (default: one a core, at least 8).")
    private int getConcurrency;

    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            description = "TLS and basic authentication; not supported: put a reverse proxy before it.")
    private @Nullable Path webConfig;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    List<Listen> listen() {
        // To run without the protection that somebody asked for is worse than not to run.
        if (webConfig != null && !webConfig.toString().isEmpty())
            throw wrong("cannot use --web.config.file: TLS and basic authentication are not supported; put a reverse"
                    + " proxy before this server and leave the flag out");
        if (listen.isEmpty()) return List.of(new Listen("0.0.0.0", PORT));
        return listen.stream().map(this::address).toList();
    }

    private Listen address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535)
            throw wrong("--web.listen-address must be HOST:PORT such as 127.0.0.1:9093, not '" + text + "'");
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) host = host.substring(1, host.length() - 1);
        return new Listen(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(port));
    }

    /** Without a slash at the end. */
    String externalUrl() {
        if (externalUrl.isEmpty()) {
            Listen first = listen().getFirst();
            boolean everywhere = first.host().equals("0.0.0.0") || first.host().equals("::");
            return "http://" + (everywhere ? new Listen(hostName(), first.port()) : first).authority() + prefix();
        }
        if (!externalUrl.startsWith("http://") && !externalUrl.startsWith("https://"))
            throw wrong("--web.external-url must begin with http:// or https://, not '" + externalUrl + "'");
        return trimmed(externalUrl);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Before every path: empty, or with a slash before it and none after it. */
    String prefix() {
        String prefix = routePrefix;
        if (prefix == null || prefix.isEmpty()) prefix = externalUrl.isEmpty() ? "" : pathOf(externalUrl);
        String trimmed = trimmed(prefix);
        return trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed;
    }

    private String pathOf(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            throw wrong("--web.external-url is no URL: '" + url + "'");
        }
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') end--;
        return text.substring(0, end);
    }

    int readsMax() {
        return getConcurrency > 0
                ? getConcurrency
                : Math.max(READS_MIN, Runtime.getRuntime().availableProcessors());
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
