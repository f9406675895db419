package io.tocsin.server.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JUnit's XML, which every CI reads. */
public final class Junit {
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private Junit() {}

    /**
     * A case of a suite.
     *
     * @param failures what went wrong; empty when nothing did
     */
    public record Case(String suite, String name, List<String> failures) {}

    /** The document, with a suite for each name in the order of the cases. */
    public static String of(String name, List<Case> cases) {
        Map<String, List<Case>> suites = new LinkedHashMap<>();
        for (Case each : cases)
            suites.computeIfAbsent(each.suite(), suite -> new ArrayList<>()).add(each);
        Junit out = new Junit();
        out.open("testsuites", name, cases);
        suites.forEach((suite, of) -> {
            out.open("testsuite", suite, of);
            of.forEach(out::add);
            out.xml.append("</testsuite>\n");
        });
        return out.xml.append("</testsuites>\n").toString();
    }

    private void open(String element, String name, List<Case> cases) {
        long failed = cases.stream().filter(each -> !each.failures().isEmpty()).count();
        xml.append("<%s name=\"%s\" tests=\"%d\" failures=\"%d\">\n"
                .formatted(element, escaped(name), cases.size(), failed));
    }

    private void add(Case each) {
        xml.append("<testcase classname=\"%s\" name=\"%s\">".formatted(escaped(each.suite()), escaped(each.name())));
        for (String failure : each.failures()) {
            xml.append("<failure message=\"%s\">%s</failure>".formatted(escaped(failure), escaped(failure)));
        }
        xml.append("</testcase>\n");
    }

    /** Control characters cannot be written in XML 1.0 at all. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                default -> out.append(c < ' ' && c != '\t' ? '?' : c);
            }
        }
        return out.toString();
    }
}
