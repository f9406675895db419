package io.tocsin.demo;

import io.tocsin.testkit.FakeSlack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration as a team would write it, with minutes shortened to seconds and the fakes as addresses. */
final class DemoConfig {
    private final Path folder;
    private final Demo.Inboxes inboxes;
    private final int port;

    DemoConfig(Path folder, Demo.Inboxes inboxes, int port) {
        this.folder = folder;
        this.inboxes = inboxes;
        this.port = port;
    }

    Path config() {
        return folder.resolve("config");
    }

    Path rules() {
        return folder.resolve("rules");
    }

    void write() throws IOException {
        Files.createDirectories(config());
        Files.createDirectories(rules());
        copy("tocsin.yml", config());
        copy("routing.yml", config());
        copy("oncall.yml", config());
        copy("demo.yml", rules());
        copyRunbooks();
    }

    private void copy(String name, Path to) throws IOException {
        try (InputStream in = DemoConfig.class.getResourceAsStream(name)) {
            if (in == null) throw new IOException("the demo's " + name + " is missing from the jar");
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .replace("@PORT@", Integer.toString(port))
                    .replace("@SLACK@", inboxes.slack().apiUrl())
                    .replace("@SLACK_TOKEN@", FakeSlack.TOKEN)
                    .replace("@SMTP_PORT@", Integer.toString(inboxes.mail().port()))
                    .replace("@PAGERDUTY@", inboxes.pagerDuty().url());
            Files.writeString(to.resolve(name), text);
        }
    }

    /** The repository's own, where the demo runs from one. */
    private void copyRunbooks() throws IOException {
        Path runbooks = Path.of(System.getProperty("tocsin.root", ".")).resolve("runbooks");
        Path to = Files.createDirectories(folder.resolve("runbooks"));
        if (!Files.isDirectory(runbooks)) return;
        try (var files = Files.list(runbooks)) {
            for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
