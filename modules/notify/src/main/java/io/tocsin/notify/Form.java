package io.tocsin.notify;

import io.tocsin.template.AlertmanagerData;
import io.tocsin.template.Template;
import io.tocsin.template.TemplateException;
import io.tocsin.template.TemplateSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
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
    public static final Form EMPTY = new Form(TemplateSet.defaults(), new TreeMap<>(), Map.of());

    private final TemplateSet templates;
    private final NavigableMap<String, String> settings;
    private final Map<String, Template> texts;
    /** Our own templates for what the file leaves out, and its names that are templates; few and fixed, so this stops growing. */
    private final Map<String, Template> defaults = new ConcurrentHashMap<>();

    private Form(TemplateSet templates, NavigableMap<String, String> settings, Map<String, Template> texts) {
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

    /**
     * Renders every setting once about made-up groups, one that fires and one that has ended: what fails there would fail at
     * night. No setting that is read well is taken back.
     *
     * @param failed told each setting that cannot be rendered, by its path, once
     */
    public void tryOut(String receiver, String externalUrl, Instant now, BiConsumer<String, TemplateException> failed) {
        List<AlertmanagerData> groups = SampleGroups.of(receiver, externalUrl, now);
        texts.forEach((path, template) -> {
            for (AlertmanagerData group : groups) {
                try {
                    if (path.equals("html")) template.html(group, now);
                    else template.text(group, now);
                } catch (TemplateException e) {
                    failed.accept(path, e);
                    return;
                }
            }
        });
    }

    /** Whether one message for each group is wanted that is always rewritten, where the channel can do so. */
    public boolean updates() {
        return flag("update_message", false);
    }

    /** A setting that is yes or no, in any spelling that YAML knows. */
    boolean flag(String path, boolean otherwise) {
        return switch (raw(path).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> true;
            case "false", "no", "off", "n" -> false;
            default -> otherwise;
        };
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Whether the file says anything under one of these paths, or below them. */
    boolean hasAny(String... paths) {
        for (String path : paths) {
            if (settings.containsKey(path)) return true;
            String below = settings.ceilingKey(path + ".");
            if (below != null && below.startsWith(path + ".")) return true;
        }
        return false;
    }

    /** A setting as it stands in the file; empty when it is left out. */
    String raw(String path) {
        return settings.getOrDefault(path, "");
    }

    @Nullable
    Template setting(String path) {
        return texts.get(path);
    }

    Template fallback(String text) {
        return defaults.computeIfAbsent(text, key -> templates.template("default", key));
    }
}
