package io.tocsin.server.callbacks;

import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Configurations as the server reads them, from two files. */
final class Configurations {
    private Configurations() {}

    static Configuration with(String tocsin, String oncall) {
        try {
            Path folder = Files.createTempDirectory("tocsin-callbacks");
            Path first = Files.writeString(folder.resolve("tocsin.yml"), tocsin);
            Path second = Files.writeString(folder.resolve("oncall.yml"), oncall);
            try {
                return ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null);
            } finally {
                for (Path left : new Path[] {first, second, folder}) Files.delete(left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
