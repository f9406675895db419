package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The rules of the house that no compiler knows. They are few, each has its reason, and none has a list of exceptions but Wiring. */
class TidyTest {
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;

    /** One straight list in the order of dependency is easier to read whole than cut into pieces. */
    private static final Set<String> LONG_ON_PURPOSE = Set.of("Wiring.java");

    private static final Map<Pattern, String> BANNED = Map.of(
            Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b"), "open an issue or do it",
            Pattern.compile("Thread\\.sleep"), "wait for a condition, or let simulated time pass",
            Pattern.compile("@author"), "git knows",
            Pattern.compile("\\bassumeTrue\\(false"), "a test that cannot run is no test");

    private static final Pattern EMPTY_NAME =
            Pattern.compile("(Util|Utils|Manager|Helper|Helpers|Common|Impl|Misc|Base|Abstract\\w*)\\.java$");

    @Test
    void filesAreShort() throws IOException {
        List<String> long_ = new ArrayList<>();
        for (Path file : sources("src/main")) {
            long lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES_MAX && !longOnPurpose(file)) long_.add(lines + " lines: " + name(file));
        }
        assertThat(long_).as("a file is one idea; split these").isEmpty();
    }

    @Test
    void methodsFitOnAScreen() throws IOException {
        List<String> long_ = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources("src/main")));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) new MethodLengths(unit, positions, long_).scan(unit, null);
        }
        assertThat(long_).as("a method is read at a glance; split these").isEmpty();
    }

    @Test
    void bannedWordsStayOut() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources("src")) {
            if (file.endsWith("TidyTest.java")) continue;
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                for (Map.Entry<Pattern, String> banned : BANNED.entrySet()) {
                    if (banned.getKey().matcher(lines.get(i)).find()) {
                        found.add(name(file) + ":" + (i + 1) + " "
                                + lines.get(i).strip() + " (" + banned.getValue() + ")");
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() throws IOException {
        assertThat(sources("src"))
                .filteredOn(file ->
                        EMPTY_NAME.matcher(file.getFileName().toString()).find())
                .as("these names say nothing")
                .isEmpty();
    }

    @Test
    void everyRoomHasASignOnItsDoor() throws IOException {
        try (Stream<Path> modules = Files.list(root().resolve("modules"))) {
            assertThat(modules.filter(module -> Files.exists(module.resolve("pom.xml"))))
                    .allSatisfy(
                            module -> assertThat(module.resolve("README.md")).exists());
        }
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItHolds() throws IOException {
        Set<Path> folders =
                Set.copyOf(sources("src/main").stream().map(Path::getParent).toList());

        assertThat(folders)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .contains("@NullMarked")
                        .startsWith("/**"));
    }

    static Path root() {
        return Path.of(System.getProperty("tocsin.root", "../.."));
    }

    private static boolean longOnPurpose(Path file) {
        return LONG_ON_PURPOSE.contains(file.getFileName().toString());
    }

    private static String name(Path file) {
        return root().relativize(file).toString();
    }

    private static List<Path> sources(String below) throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("modules"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/" + below + "/"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    private static final class MethodLengths extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            LineMap lines = unit.getLineMap();
            long first = lines.getLineNumber(positions.getStartPosition(unit, method));
            long last = lines.getLineNumber(positions.getEndPosition(unit, method));
            Path file = Path.of(unit.getSourceFile().toUri());
            if (last - first + 1 > METHOD_LINES_MAX && !longOnPurpose(file)) {
                found.add((last - first + 1) + " lines: " + method.getName() + " in " + name(file));
            }
            return super.visitMethod(method, null);
        }
    }
}
