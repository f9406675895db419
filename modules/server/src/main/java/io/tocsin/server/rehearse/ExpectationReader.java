package io.tocsin.server.rehearse;

import io.tocsin.model.Notice;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code expect:} and {@code notifications:} of a test. */
final class ExpectationReader {
    /** The longest wait of the routes that we ship, and some; a test of another route says so. */
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private static final Set<Notice.Kind> NEWS = EnumSet.of(Notice.Kind.PAGE, Notice.Kind.NOTIFY);

    private final Set<String> rules;

    /** @param rules the names of the rules under test */
    ExpectationReader(Set<String> rules) {
        this.rules = rules;
    }

    List<Expectation> firings(Section test) {
        List<Expectation> expected = new ArrayList<>();
        for (Section section : test.sections("expect")) expected.add(firing(section));
        return expected;
    }

    private Expectation firing(Section section) {
        String alert = section.required("alert");
        known(section, "alert", alert);
        if (!section.has("at")) section.problem("at", "'at' is required");
        Yaml firing = section.node("firing");
        if (firing == null) section.problem("firing", "'firing' must be none, any or a list of labels");
        String word = firing instanceof Yaml.Scalar scalar ? scalar.text() : "";
        boolean labels = !(firing instanceof Yaml.Scalar);
        if (!labels && !word.equals("none") && !word.equals("any")) {
            section.problem("firing", "'firing' must be none, any or a list of labels, not '" + word + "'");
        }
        Expectation.Firing expected = new Expectation.Firing(
                section.mark(),
                section.duration("at", Duration.ZERO),
                alert,
                labels ? labels(section) : List.of(),
                word.equals("any"),
                section.text("severity", ""),
                section.text("value"),
                section.textMap("annotations"));
        section.done();
        return expected;
    }

    private static List<Map<String, String>> labels(Section section) {
        List<Map<String, String>> all = new ArrayList<>();
        for (Section each : section.sections("firing")) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (String name : each.keys()) labels.put(labelName(name), each.text(name, ""));
            all.add(labels);
        }
        return all;
    }

    /** A field as a rule splits by it becomes a label: what a label name cannot hold is an underscore. */
    private static String labelName(String field) {
        String name = field.replaceAll("[^A-Za-z0-9_]", "_");
        return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private void known(Section section, String key, String alert) {
        if (alert.isEmpty() || rules.contains(alert)) return;
        section.problem(key, "there is no rule '" + alert + "' in the files under test" + Nearest.hint(alert, rules));
    }

    List<Expectation> messages(Section test) {
        List<Expectation> expected = new ArrayList<>();
        for (Section section : test.sections("notifications")) expected.add(message(section));
        return expected;
    }

    private Expectation message(Section section) {
        String alert = section.text("alert", "");
        known(section, "alert", alert);
        String to = section.required("to");
        Expectation.Reader reader = reader(to);
        if (reader == null && !to.isEmpty()) {
            section.problem("to", "'to' must be person:NAME, receiver:NAME or team:NAME, not '" + to + "'");
        }
        boolean none = section.flag("none", false);
        if (!none && !section.has("at")) section.problem("at", "'at' is required");
        Expectation.Message expected = new Expectation.Message(
                section.mark(),
                Given.orNull(section, "at", "a duration such as 4m", Durations::parse),
                section.duration("within", WITHIN),
                reader == null ? new Expectation.Reader(Expectation.Reader.Kind.PERSON, "") : reader,
                none,
                alert,
                section.text("channel", ""),
                (int) section.number("level", 0),
                section.scalar("kind", NEWS, "page, notify, acknowledged or resolved", ExpectationReader::kind));
        section.done();
        return expected;
    }

    private static Expectation.@Nullable Reader reader(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon == text.length() - 1) return null;
        String name = text.substring(colon + 1);
        for (Expectation.Reader.Kind kind : Expectation.Reader.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text.substring(0, colon)))
                return new Expectation.Reader(kind, name);
        }
        return null;
    }

    private static @Nullable Set<Notice.Kind> kind(String text) {
        for (Notice.Kind kind : Notice.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) return EnumSet.of(kind);
        }
        return null;
    }
}
