package io.tocsin.e2e;

import io.tocsin.server.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JVM of a server in a process of its own. Tests start a hundred of them, so it starts as the launcher's does: with an
 * archive of the classes that a server loads, which saves a third of the work of a start.
 */
final class ChildJava {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** A JVM keeps the classes of jars only, and those of the tests are nothing to a server. */
    private static final List<String> CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(TARGET))
            .toList();

    private static final long TRAINING_MINUTES_MAX = 3;

    private static final @Nullable Path ARCHIVE = archive();

    private ChildJava() {}

    /** The command line of a server or a command. */
    static List<String> command(List<String> arguments) {
        Path archive = ARCHIVE;
        return archive == null
                ? command(List.of("-Xshare:auto"), arguments)
                // Without it a start is slow and says nothing of it, which nobody here would read.
                : command(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"), arguments);
    }

    private static List<String> command(List<String> sharing, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(sharing);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, CLASS_PATH), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The archive of this build, made by whoever comes first; null where modules are folders of classes, not jars. */
    private static @Nullable Path archive() {
        if (!CLASS_PATH.stream().allMatch(entry -> Files.isRegularFile(Path.of(entry)))) return null;
        Path file = TARGET.resolve("child.jsa");
        try (FileChannel channel = FileChannel.open(
                        TARGET.resolve("child.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            if (!isFresh(file)) train(file);
            return alone.isValid() && Files.exists(file) ? file : null;
        } catch (IOException e) {
            throw new IllegalStateException("cannot archive the classes of a server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static boolean isFresh(Path file) throws IOException {
        if (!Files.exists(file)) return false;
        for (String jar : CLASS_PATH) {
            if (Files.getLastModifiedTime(Path.of(jar)).compareTo(Files.getLastModifiedTime(file)) > 0) return false;
        }
        return true;
    }

    private static void train(Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        String rules = TidyTest.root().resolve("rules").toString();
        List<String> training = command(
                List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:disable"),
                List.of("train", "--seconds", "1", "--rules", rules));
        Process process = new ProcessBuilder(training)
                .redirectErrorStream(true)
                .redirectOutput(TARGET.resolve("child.log").toFile())
                .start();
        if (!process.waitFor(TRAINING_MINUTES_MAX, TimeUnit.MINUTES)) process.destroyForcibly();
    }
}
