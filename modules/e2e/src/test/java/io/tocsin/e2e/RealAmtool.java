package io.tocsin.e2e;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's amtool against one server. */
final class RealAmtool {
    private static final Path PROGRAM = Path.of("/usr/bin/amtool");

    private final String url;

    private RealAmtool(String url) {
        this.url = url;
    }

    /** Aborts the test where it is not installed. */
    static RealAmtool against(String url) {
        if (!Files.isExecutable(PROGRAM)) abort("no " + PROGRAM + ": install the package prometheus-alertmanager");
        return new RealAmtool(url);
    }

    /** What it says; an error when it fails. */
    String run(String... words) {
        Said said = tryTo(words);
        if (said.code != 0) throw new AssertionError(String.join(" ", words) + ":\n" + said.text);
        return said.text;
    }

    /** How it ended and what it said. */
    record Said(int code, String text) {}

    Said tryTo(String... words) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "--alertmanager.url=" + url));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(60, TimeUnit.SECONDS);
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
