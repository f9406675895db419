package io.tocsin.e2e;

import io.tocsin.testkit.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** Sets the stage of a {@link Scene}: rules, inputs, settings. */
final class SceneBuilder {
    private final SceneFiles files;
    private final StringBuilder settings = new StringBuilder();

    SceneBuilder(Path folder) {
        this.files = new SceneFiles(folder);
    }

    /** The rules of the repository, read in place. */
    SceneBuilder shippedRules() {
        files.useRules(SceneFiles.shippedRules());
        return this;
    }

    SceneBuilder rule(String name, String text) {
        files.rule(name, text);
        return this;
    }

    /** Logs are also read from these topics. */
    SceneBuilder kafka(EmbeddedKafka kafka, String... topics) {
        settings.append("kafka: {bootstrap_servers: '%s', topics: [%s]}\n"
                .formatted(kafka.bootstrapServers(), String.join(", ", topics)));
        return this;
    }

    /** Starts the fakes, then the server. */
    Scene start() throws IOException {
        SceneFakes fakes = SceneFakes.start();
        try {
            files.write(fakes, settings.toString());
            return new Scene(files, fakes);
        } catch (IOException | RuntimeException e) {
            fakes.close();
            throw e;
        }
    }
}
