package io.tocsin.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is written between braces, a rendering ends soon, with a text or with a {@link TemplateException}. */
class FuzzTest {
    private static final long SEED = 20261120;
    private static final int ROUNDS = 5_000;

    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{{-",
            "-}}",
            " ",
            "\n",
            "\"",
            "`",
            "'",
            "\\",
            "(",
            ")",
            "|",
            ":=",
            "=",
            ",",
            ".",
            "$",
            "$x",
            "/*",
            "*/",
            "<",
            ">",
            "<a href=\"",
            "<script>",
            "</script>",
            "<p style='",
            "<!--",
            "-->",
            "é",
            "\uD83D\uDE00",
            "\uD800",
            "\0",
            "0x",
            "1e9",
            "-1",
            "99999999999",
            "nil",
            "true",
            "{{end}}",
            "{{else}}",
            "{{if .t}}",
            "{{range .list}}",
            "{{range 100000}}",
            "{{with .s}}",
            "{{define \"x\"}}",
            "{{template \"x\" .}}",
            "{{block \"x\" .}}",
            "{{break}}",
            "{{$x := .s}}",
            "{{$x = print $x $x}}",
            "{{.list}}",
            "{{.map.a}}",
            "{{index .list 1}}",
            "{{printf \"%999.999f\" .f}}",
            "{{printf .s .list}}",
            "{{.time.Format .s}}",
            "{{toJson .}}",
            "{{reReplaceAll \"(a*)*b\" .s .html}}",
            "{{humanizeDuration .huge}}",
            "{{.dur.Round .dur}}",
            ".s",
            ".list",
            ".time",
            ".dur",
            ".map",
            "len",
            "index",
            "slice",
            "printf",
            "eq",
            "and",
            "match",
            "date",
            "tz",
            "toDate",
            "list",
            "append",
            "dict",
            "title",
            "join");

    private final Random random = new Random(SEED);

    @Test
    void randomTextNeitherHangsNorBreaks() {
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int j = 0; j < length; j++) text.append(PIECES.get(random.nextInt(PIECES.size())));
            check(text.toString());
        }
    }

    @Test
    void damagedTemplatesNeitherHangNorBreak() {
        List<String> templates = Stream.of("text.cases", "html.cases", "own.cases", "errors.cases")
                .flatMap(file -> Cases.read(file).stream())
                .filter(row -> !row.section().equals("limits"))
                .map(Cases.Case::template)
                .toList();
        for (int i = 0; i < ROUNDS; i++) {
            check(damaged(templates.get(random.nextInt(templates.size()))));
        }
    }

    @Test
    void functionsTakeAnyArguments() {
        List<String> functions = new ArrayList<>(Functions.ALL.keySet());
        functions.sort(null);
        List<String> members =
                List.of(".time.Format", ".time.Add", ".time.Sub", ".dur.Round", ".dur.Truncate", ".list");
        functions.addAll(members);
        List<String> values =
                new ArrayList<>(List.of("nil", "-1", "9223372036854775807", "1e308", "\"\"", "\"%*d%[3]v\""));
        values.addAll(
                Cases.plain().keySet().stream().sorted().map(name -> "." + name).toList());
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder call = new StringBuilder("{{ " + functions.get(random.nextInt(functions.size())));
            int arguments = random.nextInt(5);
            for (int j = 0; j < arguments; j++) call.append(' ').append(values.get(random.nextInt(values.size())));
            check(call.append(" }}").toString());
        }
    }

    @Test
    void deepAndLongTextsAreRefusedAndDoNotOverflow() {
        int many = 20_000;
        for (String piece : List.of(
                "{{if .t}}",
                "{{range .list}}",
                "{{with .s}}",
                "{{define \"x\"}}",
                "{{block \"x\" .}}",
                "{{if .t}}{{else}}")) {
            check(piece.repeat(many));
        }
        check("{{if .no}}" + "{{else if .no}}".repeat(many) + "{{end}}");
        check("{{" + "(".repeat(many) + ".s" + ")".repeat(many) + "}}");
        check("{{" + ".s".repeat(many) + "}}");
        check("{{.s" + " | print".repeat(many) + "}}");
        check("{{print" + " .s".repeat(many) + "}}");
        check("{{.s}}".repeat(many));
        check("{{$x := 1}}".repeat(many));
        check("x".repeat(Parser.MAX_LENGTH + 1));
        check("{{ match \"" + "(a|b)".repeat(200) + "\" .s }}");
    }

    @Test
    void aTemplateThatUsesEverythingItMayEndsInSeconds() {
        String text = "{{ $big := printf \"%900s\" .s }}{{ range 5 }}{{ $big = print $big $big $big $big }}{{ end }}"
                + "{{ range 1000000 }}{{ $y := reReplaceAll \"(a|h)+?(x*)*\" \"$1$1\" $big }}{{ end }}";

        assertThat(org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () -> outcome(text)))
                .contains("steps");
    }

    private String damaged(String template) {
        StringBuilder text = new StringBuilder(template);
        int wounds = 1 + random.nextInt(3);
        for (int i = 0; i < wounds && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> text.setCharAt(at, template.charAt(random.nextInt(template.length())));
            }
        }
        return text.toString();
    }

    private static void check(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) : text;
        assertThatCode(() -> outcome(text)).as("seed %d: %s", SEED, shown).doesNotThrowAnyException();
    }

    private static String outcome(String text) {
        StringBuilder outcome = new StringBuilder();
        for (boolean html : new boolean[] {false, true}) {
            try {
                Template template = TemplateSet.defaults().template("fuzz", text);
                outcome.append(
                        html ? template.html(Cases.plain(), Cases.NOW) : template.text(Cases.plain(), Cases.NOW));
            } catch (TemplateException e) {
                assertThat(e.getCause()).as("no bug").isNull();
                outcome.append(e.getMessage());
            }
        }
        return outcome.toString();
    }
}
