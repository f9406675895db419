package io.tocsin.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a report goes to a person, a program or a CI. */
final class Output {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json or junit (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Format format = Format.TEXT;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the report there, and its last line here.")
    private @Nullable Path file;

    /** How a report is written. */
    enum Format {
        TEXT,
        JSON,
        JUNIT
    }

    /** The ways to write one report. */
    record Report(Supplier<String> text, Supplier<String> json, Supplier<String> junit) {}

    /** The format that was asked for, as the option names it. */
    String format() {
        return format.name().toLowerCase(Locale.ROOT);
    }

    void write(Report report, PrintWriter out) throws IOException {
        String written = switch (format) {
            case TEXT -> report.text().get();
            case JSON -> report.json().get() + "\n";
            case JUNIT -> report.junit().get();
        };
        if (file == null) {
            out.print(written);
        } else {
            Files.writeString(file, written);
            out.println(
                    report.text().get().lines().reduce((first, last) -> last).orElse(""));
        }
        out.flush();
    }
}
