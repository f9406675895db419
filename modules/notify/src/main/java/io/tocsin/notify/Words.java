package io.tocsin.notify;

import io.tocsin.template.AlertmanagerData;
import io.tocsin.template.Template;
import io.tocsin.template.TemplateException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one notice says in the words of alertmanager.yml: each setting of the integration rendered when it is asked for, or a
 * template of ours where the file has none. Every method that renders may fail with {@link TemplateException}.
 */
final class Words {
    private final Form form;
    private final AlertmanagerData data;
    private final Instant now;

    Words(Form form, AlertmanagerData data, Instant now) {
        this.form = form;
        this.data = data;
        this.now = now;
    }

    /** Whether the file says anything under one of these paths, or below them. */
    boolean hasAny(String... paths) {
        for (String path : paths) {
            if (form.settings().containsKey(path) || !children(path).isEmpty()) return true;
        }
        return false;
    }

    /**
     * A setting as plain text.
     *
     * @param otherwise the template for a setting that is left out
     */
    String text(String path, String otherwise) {
        return template(path, otherwise).text(data, now);
    }

    /** A setting as HTML, every value escaped. */
    String html(String path, String otherwise) {
        return template(path, otherwise).html(data, now);
    }

    private Template template(String path, String otherwise) {
        Template own = form.setting(path);
        return own == null ? form.fallback(otherwise) : own;
    }

    /** A setting that is yes or no, and no template. */
    boolean flag(String path, boolean otherwise) {
        String text = form.settings().get(path);
        return text == null ? otherwise : Boolean.parseBoolean(text);
    }

    /** A setting as it stands in the file: for what is no template. */
    String raw(String path, String otherwise) {
        return form.settings().getOrDefault(path, otherwise);
    }

    /** The paths of the items of a list: {@code fields.0}, {@code fields.1} … */
    List<String> items(String path) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String child : children(path)) {
            if (child.chars().allMatch(Character::isDigit)) numbers.add(Integer.valueOf(child));
        }
        return numbers.stream().map(number -> path + "." + number).toList();
    }

    /** The names below a mapping: of {@code headers}, {@code Subject} and others. Names with a dot come in parts. */
    Set<String> children(String path) {
        Set<String> names = new LinkedHashSet<>();
        String prefix = path + ".";
        for (String key : form.settings().keySet()) {
            if (!key.startsWith(prefix)) continue;
            String rest = key.substring(prefix.length());
            int dot = rest.indexOf('.');
            names.add(dot < 0 ? rest : rest.substring(0, dot));
        }
        return names;
    }

    /** Every setting below a path as plain text, by what follows the path: of {@code details}, {@code a.b} is one name. */
    Map<String, String> texts(String path) {
        Map<String, String> rendered = new TreeMap<>();
        String prefix = path + ".";
        for (String key : form.settings().keySet()) {
            if (key.startsWith(prefix)) rendered.put(key.substring(prefix.length()), text(key, ""));
        }
        return rendered;
    }
}
