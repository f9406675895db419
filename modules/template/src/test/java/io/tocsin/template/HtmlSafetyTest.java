package io.tocsin.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No value, wherever it falls, adds a tag or an attribute to the page or a statement to its scripts. */
class HtmlSafetyTest {
    private static final long SEED = 7080;

    private static final List<String> PLACES = List.of(
            "<p>{{.v}}</p>",
            "<p title=\"{{.v}}\">{{.v}}</p>",
            "<p title='{{.v}}' id={{.v}} lang=en>{{.v}}</p>",
            "<a href=\"{{.v}}\" title='{{.v}}'>x</a>",
            "<a href={{.v}}>x</a>",
            "<a href=\"/x?a={{.v}}&b={{.v}}#{{.v}}\">x</a>",
            "<p style=\"color: {{.v}}\">x</p>",
            "<style>p { color: {{.v}} }</style><b>x</b>",
            "<script>var a = {{.v}}; var b = \"{{.v}}\", c = '{{.v}}';</script><b>x</b>",
            "<a onclick=\"f({{.v}}, '{{.v}}')\">x</a>",
            "<a onclick='f({{.v}}, \"{{.v}}\")'>x</a>",
            "<title>{{.v}}</title><textarea>{{.v}}</textarea><b>x</b>",
            "<iframe srcdoc=\"{{.v}}\"></iframe>",
            "<!-- {{.v}} --><b>x</b>",
            "<b>x</b> < {{.v}}");

    private static final List<String> HOSTILE = List.of(
            "<",
            ">",
            "\"",
            "'",
            "`",
            "&",
            "=",
            " ",
            "\n",
            "/",
            "\\",
            ";",
            "(",
            ")",
            "--",
            "-->",
            "<!--",
            "</script>",
            "</style>",
            "</title>",
            "<script>",
            "<img src=x onerror=alert(1)>",
            "javascript:",
            "data:text/html,",
            "onload=",
            "expression(",
            "url(",
            "alert(1)",
            "${x}",
            "&#34;",
            "&quot;",
            "%22",
            "\u2028",
            "\0",
            "x");

    private static final Pattern TAG = Pattern.compile(
            "<(/?[a-zA-Z][^\\s/>]*)((?:\\s+[^\\s=>\"']+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?)*)\\s*/?>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([^\\s=>\"']+)(?:\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?");

    @Test
    void theStructureOfThePageIsTheTemplatesAlone() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder value = new StringBuilder();
            int length = 1 + random.nextInt(6);
            for (int j = 0; j < length; j++) value.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            String place = PLACES.get(random.nextInt(PLACES.size()));

            String page = render(place, value.toString());

            assertThat(structure(page))
                    .as("seed %d: %s with %s gave %s", SEED, place, value, page)
                    .isEqualTo(structure(render(place, "x")));
        }
    }

    @Test
    void addressesNeverBecomePrograms() {
        for (String scheme :
                List.of("javascript:", "JavaScript:", " javascript:", "java\tscript:", "vbscript:", "data:")) {
            assertThat(render("<a href=\"{{.v}}\">", scheme + "alert(1)")).isEqualTo("<a href=\"#ZgotmplZ\">");
        }
    }

    @Test
    void aValueBehindWhatMayBeAnExpressionIsRefused() {
        for (String script : List.of("var a = /'/; f({{.v}})", "var a = `{{.v}}`", "a = b / {{.v}}")) {
            assertThat(refusal("<script>" + script + "</script>")).contains("cannot put a value here");
        }
        assertThat(refusal("<a onclick=\"f(&quot;{{.v}}&quot;)\">x</a>")).contains("cannot put a value here");
    }

    private static String refusal(String template) {
        try {
            return "not refused: " + render(template, "x");
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String render(String template, String value) {
        return TemplateSet.defaults().html(template, Map.of("v", value), Cases.NOW);
    }

    /** Tags with the names of their attributes, in order, and the scripts with their strings emptied. */
    private static List<String> structure(String page) {
        List<String> structure = new ArrayList<>();
        Matcher tag = TAG.matcher(page);
        int at = 0;
        while (tag.find(at)) {
            at = tag.end();
            StringBuilder shape = new StringBuilder(tag.group(1));
            Matcher attribute = ATTRIBUTE.matcher(tag.group(2));
            while (attribute.find()) {
                shape.append(' ').append(attribute.group(1));
                if (attribute.group(1).startsWith("on")) shape.append(code(unescaped(attribute.group(2))));
            }
            structure.add(shape.toString());
            String name = tag.group(1).toLowerCase(Locale.ROOT);
            if (!List.of("script", "style", "title", "textarea").contains(name)) continue;
            int end = page.toLowerCase(Locale.ROOT).indexOf("</" + name, at);
            if (name.equals("script")) structure.add(code(page.substring(at, end)));
            at = end;
        }
        return structure;
    }

    private static String code(String script) {
        return script.replaceAll("\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'", "S");
    }

    private static String unescaped(String attribute) {
        return attribute
                .substring(1, attribute.length() - 1)
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#43;", "+")
                .replace("&amp;", "&");
    }
}
