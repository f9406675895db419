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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads tocsin.yml. Every key has a default, so an empty file is a good one. */
final class TocsinFile {
    private static final int PORT_DEFAULT = 7080;
    private static final int PORT_MAX = 65_535;

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
                folder.resolve(root.text("runbooks", "../runbooks")).normalize());
        root.done();
        file.refuseOpenDoor(settings);
        return settings;
    }

    private Listen listen() {
        String text = text(root, "listen", "127.0.0.1:" + PORT_DEFAULT);
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (port.matches("\\d{1,5}") && Integer.parseInt(port) <= PORT_MAX) {
            return new Listen(colon < 1 ? "127.0.0.1" : text.substring(0, colon), Integer.parseInt(port));
        }
        root.problem("listen", "'listen' must be host:port such as 127.0.0.1:7080, not '" + text + "'");
        return new Listen("127.0.0.1", PORT_DEFAULT);
    }

    private String externalUrl(Listen listen) {
        String url = text(root, "external_url", "http://" + listen.host() + ":" + listen.port());
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
        else for (String name : tokens.keys()) byName.put(name, token(tokens, name));
        auth.done();
        return new Auth.Tokens(byName);
    }

    private Secret token(Section tokens, String name) {
        String token = text(tokens, name, "");
        if (token.length() < 16) tokens.problem(name, "token '" + name + "' must have at least 16 characters");
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
                kafka.texts("topics"),
                kafka.text("group", "tocsin"),
                kafka.textMap("properties"));
        if (input.topics().isEmpty()) kafka.problem("topics", "'topics' must name at least one topic");
        kafka.done();
        return input;
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
