package io.tocsin.notify;

import io.tocsin.template.Template;
import io.tocsin.template.TemplateException;
import io.tocsin.template.TemplateSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How an integration of alertmanager.yml words its messages: its settings, read once as Go templates. Immutable, so any thread
 * may send with it.
 */
public final class Form {
    /** No wording of its own. */
    static final Form EMPTY = new Form(TemplateSet.defaults(), Map.of(), Map.of());

    private final TemplateSet templates;
    private final Map<String, String> settings;
    private final Map<String, Template> texts;
    /** Our own templates for what the file leaves out; few and fixed, so this stops growing. */
    private final Map<String, Template> defaults = new ConcurrentHashMap<>();

    private Form(TemplateSet templates, Map<String, String> settings, Map<String, Template> texts) {
        this.templates = templates;
        this.settings = settings;
        this.texts = texts;
    }

    /**
     * Reads the settings of an integration.
     *
     * @param name what errors call it: {@code slack_configs[0] of receiver ops}
     * @param settings by dotted path: {@code title}, {@code fields.0.value}
     * @param broken told each setting that cannot be read, by its path; such a setting counts as left out
     */
    public static Form of(
            String name,
            Map<String, String> settings,
            TemplateSet templates,
            BiConsumer<String, TemplateException> broken) {
        Map<String, Template> texts = new LinkedHashMap<>();
        new TreeMap<>(settings).forEach((path, text) -> {
            try {
                texts.put(path, templates.template(name + " " + path, text));
            } catch (TemplateException e) {
                broken.accept(path, e);
            }
        });
        return new Form(templates, new TreeMap<>(settings), texts);
    }

    Map<String, String> settings() {
        return settings;
    }

    @Nullable
    Template setting(String path) {
        return texts.get(path);
    }

    Template fallback(String text) {
        return defaults.computeIfAbsent(text, key -> templates.template("default", key));
    }
}
