package io.tocsin.server.config;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.Secret;
import io.tocsin.server.config.Settings.Auth;
import io.tocsin.server.config.Settings.KafkaInput;
import io.tocsin.server.config.Settings.Listen;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tocsin.yml. Every key has a default, so an empty file is a good one. */
final class TocsinFile {
    private static final int PORT_DEFAULT = 7080;
    private static final int PORT_MAX = 65_535;

    /** What is read again after a crash; a checkpoint of many keys takes the rules loop some milliseconds. */
    private static final Duration CHECKPOINT_DEFAULT = Duration.ofMinutes(1);

    /** More often a large state would be written without a break. */
    private static final Duration CHECKPOINT_LEAST = Duration.ofSeconds(1);

    /** Later, a start after a crash would read half an hour of logs before it sees a new one. */
    private static final Duration CHECKPOINT_MOST = Duration.ofMinutes(10);

    /** Shorter ones can be guessed by somebody who has time. */
    private static final int TOKEN_MIN = 16;

    /** Addresses that stand for all of a machine's own, and lead nowhere. */
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "*");

    private final Section root;
    private final Variables variables;

    private TocsinFile(Section root, Variables variables) {
        this.root = root;
        this.variables = variables;
    }

    /** Reads the settings; what is wrong is reported to the section's problems and reads as the default. */
    static Settings read(Section root, Variables variables, Path folder) {
        TocsinFile file = new TocsinFile(root, variables);
        Listen listen = file.listen();
        Settings settings = new Settings(
                listen,
                file.externalUrl(listen),
                file.text(root, "dashboards", ""),
                file.auth(),
                file.aliases(),
                file.kafka(),
                folder.resolve(file.text(root, "runbooks", "../runbooks")).normalize(),
                KeepingReader.retention(root, variables),
                KeepingReader.masking(root),
                SilencesReader.read(root),
                file.checkpointEvery(),
                SelfWatchReader.read(root, variables),
                BackChannelsReader.read(root, variables, new SecretKeys(variables, folder)),
                OutletsReader.read(root, variables, new SecretKeys(variables, folder)));
        root.done();
        file.refuseOpenDoor(settings);
        return settings;
    }

    private Duration checkpointEvery() {
        Section rules = root.section("rules");
        if (rules == null) return CHECKPOINT_DEFAULT;
        Duration every = SelfWatchReader.within(
                rules,
                "checkpoint_every",
                rules.duration("checkpoint_every", CHECKPOINT_DEFAULT),
                CHECKPOINT_LEAST,
                CHECKPOINT_MOST);
        rules.done();
        return every;
    }

    private Listen listen() {
        String text = text(root, "listen", "127.0.0.1:" + PORT_DEFAULT);
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= PORT_MAX) {
            return new Listen(host(colon < 1 ? "127.0.0.1" : text.substring(0, colon)), Integer.parseInt(port));
        }
        root.problem("listen", "'listen' must be host:port such as 127.0.0.1:7080, not '" + text + "'");
        return new Listen("127.0.0.1", PORT_DEFAULT);
    }

    /** The brackets around an IPv6 address are there for the colons, and are no part of it. */
    private static String host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return bracketed ? text.substring(1, text.length() - 1) : text;
    }

    private String externalUrl(Listen listen) {
        String url = text(root, "external_url", "http://" + listen.authority());
        if (EVERYWHERE.contains(listen.host()) && !root.has("external_url")) {
            root.problems()
                    .warn(
                            root.mark("listen"),
                            "'external_url' is not set: the links in pages would lead to " + url
                                    + ", which nobody can open");
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            root.problem("external_url", "'external_url' must begin with http:// or https://, not '" + url + "'");
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private Auth auth() {
        Yaml node = root.node("auth");
        if (node == null) return new Auth.Unset();
        if (node instanceof Yaml.Scalar scalar) {
            if (scalar.text().equals("none")) return new Auth.None();
            root.problem("auth", "'auth' must be 'none' or a mapping with tokens, not '" + scalar.text() + "'");
            return new Auth.Unset();
        }
        Section auth = Section.of(node, "'auth'", root.problems());
        Section tokens = auth.section("tokens");
        Map<String, Secret> byName = new LinkedHashMap<>();
        if (tokens == null) auth.problem("tokens", "'auth' needs tokens: {NAME: TOKEN}, or write 'auth: none'");
        else if (tokens.keys().isEmpty()) auth.problem("tokens", "'tokens' is empty, so nobody could log in");
        else for (String name : tokens.keys()) byName.put(name, token(tokens, name));
        Set<String> operators = new LinkedHashSet<>(Names.known(auth, "operators", "token", byName.keySet()));
        auth.done();
        return new Auth.Tokens(byName, operators);
    }

    private Secret token(Section tokens, String name) {
        int before = root.problems().list().size();
        String token = text(tokens, name, "");
        if (token.length() < TOKEN_MIN && root.problems().list().size() == before) {
            tokens.problem(name, "token '" + name + "' must have at least " + TOKEN_MIN + " characters");
        }
        return new Secret(token);
    }

    private FieldAliases aliases() {
        Section fields = root.section("fields");
        if (fields == null) return FieldAliases.defaults();
        Map<String, List<String>> more = new LinkedHashMap<>();
        for (String name : fields.keys()) {
            if (FieldAliases.defaults().of(name).isEmpty()) {
                fields.problem(
                        name,
                        "unknown field '" + name + "'"
                                + Nearest.hint(
                                        name, FieldAliases.defaults().byName().keySet()));
            }
            more.put(name, fields.texts(name));
        }
        return FieldAliases.defaults().extendedBy(more);
    }

    private @Nullable KafkaInput kafka() {
        Section kafka = root.section("kafka");
        if (kafka == null) return null;
        KafkaInput input = new KafkaInput(
                variables.in(kafka, "bootstrap_servers", kafka.required("bootstrap_servers")),
                kafka.texts("topics").stream()
                        .map(topic -> variables.in(kafka, "topics", topic))
                        .toList(),
                text(kafka, "group", "tocsin"),
                properties(kafka));
        if (input.topics().isEmpty()) kafka.problem("topics", "'topics' must name at least one topic");
        kafka.done();
        return input;
    }

    /** Passwords for the broker stand here, so the environment is looked up. */
    private Map<String, String> properties(Section kafka) {
        Map<String, String> properties = new LinkedHashMap<>();
        Section section = kafka.section("properties");
        if (section == null) return properties;
        for (String name : section.keys()) properties.put(name, text(section, name, ""));
        return properties;
    }

    /** An open door to everybody's logs and pages has to be meant. */
    private void refuseOpenDoor(Settings settings) {
        if (settings.auth() instanceof Auth.Unset && !settings.listen().isLocal()) {
            root.problem(
                    "listen",
                    "cannot listen on " + settings.listen().host()
                            + " without authentication: configure auth: {tokens: …}, or write 'auth: none' if that is meant");
        }
    }

    private String text(Section section, String key, String otherwise) {
        return variables.in(section, key, section.text(key, otherwise));
    }
}
