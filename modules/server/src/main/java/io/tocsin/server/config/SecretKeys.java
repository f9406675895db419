package io.tocsin.server.config;

import io.tocsin.model.Secret;
import io.tocsin.yaml.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Secrets of tocsin.yml: each stands under its key, best as {@code ${NAME}}, or in a file that {@code KEY_file} names. */
final class SecretKeys {
    private final Variables variables;
    private final Path folder;

    /** @param folder what relative paths count from */
    SecretKeys(Variables variables, Path folder) {
        this.variables = variables;
        this.folder = folder;
    }

    /** The secret; {@link Secret#NONE} when neither key says anything, or what is wrong has been reported. */
    Secret read(Section section, String key) {
        String fileKey = key + "_file";
        String text = variables.in(section, key, section.text(key, ""));
        String file = section.text(fileKey, "");
        if (file.isEmpty()) return new Secret(text);
        if (section.has(key)) {
            section.problem(fileKey, "give '" + key + "' or '" + fileKey + "', not both");
            return Secret.NONE;
        }
        return fromFile(section, fileKey, variables.in(section, fileKey, file));
    }

    private Secret fromFile(Section section, String key, String file) {
        try {
            String text = Files.readString(folder.resolve(file)).strip();
            if (text.isEmpty()) section.problem(key, "'" + file + "' is empty");
            return new Secret(text);
        } catch (IOException | InvalidPathException e) {
            section.problem(key, "cannot read '" + file + "'");
            return Secret.NONE;
        }
    }

    /** One that must be there. */
    Secret required(Section section, String key) {
        int before = section.problems().list().size();
        Secret secret = read(section, key);
        if (secret.isEmpty() && section.problems().list().size() == before) {
            section.problems().add(section.mark(), "'" + key + "' or '" + key + "_file' is required");
        }
        return secret;
    }
}
