package io.tocsin.notify;

import io.tocsin.model.SettingPath;
import io.tocsin.template.AlertmanagerData;
import io.tocsin.template.Occasion;
import io.tocsin.template.Template;
import io.tocsin.template.TemplateException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one notice says in the words of alertmanager.yml: each setting of the integration rendered when it is asked for, or a
 * template of ours where the file has none. Every method that renders may fail with {@link TemplateException}.
 */
final class Words {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

    private final Form form;
    private final Supplier<AlertmanagerData> data;
    private final Instant now;
    private @Nullable Occasion occasion;

    /**
     * Words that have not been asked for yet.
     *
     * @param data asked for once, and only if a template needs it: a large group takes longer to prepare than to send
     */
    Words(Form form, Supplier<AlertmanagerData> data, Instant now) {
        this.form = form;
        this.data = data;
        this.now = now;
    }

    private Occasion occasion() {
        Occasion known = occasion;
        if (known != null) return known;
        Occasion made = new Occasion(data.get(), now);
        occasion = made;
        return made;
    }

    /** Whether the file says anything under one of these paths, or below them. */
    boolean hasAny(String... paths) {
        return form.hasAny(paths);
    }

    /**
     * A setting as plain text.
     *
     * @param otherwise the template for a setting that is left out
     */
    String text(String path, String otherwise) {
        String source = form.settings().getOrDefault(path, otherwise);
        return isTemplate(source) ? template(path, otherwise).text(occasion()) : source;
    }

    private static boolean isTemplate(String text) {
        return text.contains("{{");
    }

    /** A setting as HTML, every value escaped. */
    String html(String path, String otherwise) {
        return template(path, otherwise).html(occasion());
    }

    private Template template(String path, String otherwise) {
        Template own = form.setting(path);
        return own == null ? form.fallback(otherwise) : own;
    }

    /** A text of ours, or one that stands elsewhere: an address, a key. */
    String render(String template) {
        return isTemplate(template) ? form.fallback(template).text(occasion()) : template;
    }

    /** Each text of a list. */
    List<String> texts(String path) {
        return items(path).stream().map(item -> text(item, "")).toList();
    }

    /**
     * A setting of any shape as JSON, names and texts rendered. A text that renders to a number, a truth value, an object or a
     * list in JSON is that, and one that renders to nothing is null; so {@code '{{ len .Alerts }}'} is a number.
     */
    @Nullable
    Object json(String path) {
        if (form.settings().containsKey(path)) return JsonText.value(text(path, ""));
        List<String> items = items(path);
        Set<String> children = children(path);
        if (!items.isEmpty() && items.size() == children.size()) {
            JsonArray list = new JsonArray();
            for (String item : items) list.add(json(item));
            return list;
        }
        JsonObject object = new JsonObject();
        for (String child : children) object.put(render(SettingPath.name(child)), json(path + "." + child));
        return object;
    }

    /** A setting that is yes or no, and no template. */
    boolean flag(String path, boolean otherwise) {
        return form.flag(path, otherwise);
    }

    /** A setting as it stands in the file: for what is no template. */
    String raw(String path, String otherwise) {
        return form.settings().getOrDefault(path, otherwise);
    }

    /** The paths of the items of a list: {@code fields.0}, {@code fields.1} … */
    List<String> items(String path) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (String child : children(path)) {
            if (NUMBER.matcher(child).matches()) numbers.add(Integer.valueOf(child));
        }
        return numbers.stream().map(number -> path + "." + number).toList();
    }

    /** The parts of paths below a mapping: of {@code headers}, {@code Subject} and others; {@link SettingPath} gives their names. */
    Set<String> children(String path) {
        Set<String> names = new LinkedHashSet<>();
        String prefix = path + ".";
        for (String key : form.settings().keySet()) {
            if (!key.startsWith(prefix)) continue;
            String rest = key.substring(prefix.length());
            int dot = dot(rest);
            names.add(dot < 0 ? rest : rest.substring(0, dot));
        }
        return names;
    }

    /** The first dot that is not within braces. */
    private static int dot(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '.') return i;
            int end = path.startsWith("{{", i) ? path.indexOf("}}", i) : -1;
            if (end > 0) i = end + 1;
        }
        return -1;
    }

    /** Every setting below a path as plain text, by what follows the path: of {@code details}, {@code a.b} is one name. */
    Map<String, String> below(String path) {
        Map<String, String> rendered = new TreeMap<>();
        String prefix = path + ".";
        for (String key : form.settings().keySet()) {
            if (key.startsWith(prefix)) rendered.put(SettingPath.name(key.substring(prefix.length())), text(key, ""));
        }
        return rendered;
    }
}
