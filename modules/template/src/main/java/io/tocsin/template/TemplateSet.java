package io.tocsin.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Templates that include one another by name: the files of alertmanager.yml's {@code templates}, on top of the defaults that
 * every receiver's texts refer to. Immutable, so any thread may render.
 */
public final class TemplateSet {
    private static final String DEFAULTS = "default.tmpl";

    private static final TemplateSet DEFAULT = new TemplateSet(Map.of()).with(DEFAULTS, resource());

    private final Map<String, Definition> definitions;

    /** What a text means together with the templates it can include. */
    record Parsed(Definition main, Map<String, Definition> definitions) {}

    private TemplateSet(Map<String, Definition> definitions) {
        this.definitions = Map.copyOf(definitions);
    }

    /** The templates that alertmanager.yml may name without defining them: {@code slack.default.title}, {@code __subject} … */
    public static TemplateSet defaults() {
        return DEFAULT;
    }

    /**
     * The defaults and these files, in the order of the map; a later definition replaces an earlier one of the same name.
     *
     * @param files texts by file name; a whole file can be included by the last part of its name
     * @throws TemplateException for the first file that cannot be read
     */
    public static TemplateSet parse(Map<String, String> files) {
        TemplateSet set = DEFAULT;
        for (Map.Entry<String, String> file : files.entrySet()) set = set.with(file.getKey(), file.getValue());
        return set;
    }

    /**
     * This set and one more file.
     *
     * @throws TemplateException when the file cannot be read
     */
    public TemplateSet with(String file, String text) {
        Parsed parsed = parsed(new Source(file, text), definitions);
        Map<String, Definition> more = new LinkedHashMap<>(parsed.definitions());
        add(file.substring(file.lastIndexOf('/') + 1), parsed.main(), more);
        return new TemplateSet(more);
    }

    /**
     * A text that can be rendered; it may include every template of this set, and define some of its own.
     *
     * @param name what errors call it: {@code slack_configs[0].title of receiver ops}
     * @throws TemplateException when the text cannot be read
     */
    public Template template(String name, String text) {
        return new Template(parsed(new Source(name, text), definitions));
    }

    /**
     * Reads a text and renders it as plain text.
     *
     * @param data the dot; see {@link Template#text}
     * @param now what the functions {@code now} and {@code since} go by
     * @throws TemplateException when it cannot be read or rendered
     */
    public String text(String template, Object data, Instant now) {
        return template("text", template).text(data, now);
    }

    /**
     * Reads a text and renders it as HTML, see {@link Template#html}.
     *
     * @param data the dot; see {@link Template#text}
     * @param now what the functions {@code now} and {@code since} go by
     * @throws TemplateException when it cannot be read or rendered
     */
    public String html(String template, Object data, Instant now) {
        return template("html", template).html(data, now);
    }

    static Parsed parsed(Source source, Map<String, Definition> known) {
        Parser.Parsed parsed = Parser.parse(source);
        if (parsed.defined().isEmpty()) return new Parsed(parsed.main(), known);
        Map<String, Definition> all = new LinkedHashMap<>(known);
        parsed.defined().forEach((name, definition) -> add(name, definition, all));
        return new Parsed(parsed.main(), all);
    }

    private static void add(String name, Definition definition, Map<String, Definition> all) {
        if (!definition.isBlank() || !all.containsKey(name)) all.put(name, definition);
    }

    private static String resource() {
        try (InputStream in = TemplateSet.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) throw new IllegalStateException("cannot find " + DEFAULTS + " in the program");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DEFAULTS + " from the program", e);
        }
    }
}
