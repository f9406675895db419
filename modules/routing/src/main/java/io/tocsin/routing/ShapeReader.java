package io.tocsin.routing;

import io.tocsin.model.SettingPath;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Yaml;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a mapping by its {@link Shape}: every key must be known, every value what it must be, every rule must hold. */
final class ShapeReader {
    private final Values values;
    private final Problems problems;

    private ShapeReader(Values values) {
        this.values = values;
        this.problems = values.problems();
    }

    static Values read(Yaml.Mapping mapping, Shape shape, Set<Mark> vacant, Problems problems) {
        Values values = Values.empty(mapping.mark(), vacant, problems);
        new ShapeReader(values).keys("", mapping, shape);
        return values;
    }

    private void keys(String prefix, Yaml.Mapping mapping, Shape shape) {
        mapping.entries().forEach((key, entry) -> {
            Kind kind = shape.keys().get(key);
            if (kind == null) unknown(key, entry, shape);
            else value(prefix + key, key, entry.value(), kind);
        });
        Values here = prefix.isEmpty() ? values : values.at(prefix.substring(0, prefix.length() - 1));
        shape.rules().forEach(rule -> rule.accept(here));
    }

    private void unknown(String key, Yaml.Entry entry, Shape shape) {
        String hint = shape.hints().get(key);
        if (hint != null) problems.add(entry.value().mark(), "unknown key '" + key + "': write it as " + hint);
        else
            problems.add(
                    entry.key(),
                    "unknown key '" + key + "'" + Nearest.hint(key, shape.keys().keySet()));
    }

    private void value(String path, String key, Yaml node, Kind kind) {
        switch (kind) {
            case Kind.Text text -> text(path, key, node, text);
            case Kind.Items items -> items(path, key, node, items.item());
            case Kind.Named named -> named(path, key, node, named);
            case Kind.Keys keys -> mapping(path, key, node, keys.shape().get());
            case Kind.TextOrKeys either -> textOrKeys(path, key, node, either.shape());
            case Kind.Free free -> free(path, node);
        }
    }

    private void text(String path, String key, Yaml node, Kind.Text kind) {
        String text = node instanceof Yaml.Scalar scalar ? read(scalar, kind) : null;
        if (values.isVacant(node.mark())) {
            // Nothing that a setting could be: a number, or true.
            values.put(path, "", node.mark(), kind.secret() || kind.plain());
        } else if (text != null) {
            values.put(path, text, node.mark(), kind.secret());
        } else if (!isNull(node)) {
            values.putWrong(path, node.mark());
            wrong(key, node, kind);
        }
    }

    private static @Nullable String read(Yaml.Scalar scalar, Kind.Text kind) {
        return scalar.isNull() ? kind.whenNull() : kind.read().apply(scalar.text());
    }

    private void wrong(String key, Yaml node, Kind.Text kind) {
        // The text of a secret is not for logs, and neither is that of an address.
        boolean hidden = node instanceof Yaml.Scalar scalar
                && (kind.secret() || scalar.text().contains("://"));
        problems.add(node.mark(), "'" + key + "' must be " + kind.form() + (hidden ? "" : ", not " + node.kind()));
    }

    private void items(String path, String key, Yaml node, Kind item) {
        if (isNull(node)) return;
        if (!(node instanceof Yaml.Sequence list)) {
            wrong(key, node, "a list");
            return;
        }
        values.open(path, node.mark());
        int index = 0;
        for (Yaml element : list.items()) {
            if (isNull(element) && !(item instanceof Kind.Text))
                wrong("an item of '" + key + "'", element, "a mapping");
            else value(path + "." + index, key, element, item);
            index++;
        }
    }

    private void named(String path, String key, Yaml node, Kind.Named kind) {
        if (isNull(node)) return;
        if (!(node instanceof Yaml.Mapping mapping)) {
            wrong(key, node, "a mapping");
            return;
        }
        values.open(path, node.mark());
        mapping.entries().forEach((name, entry) -> {
            String spelled = kind.spelling().apply(name);
            String below = path + "." + SettingPath.segment(spelled);
            if (values.has(below)) problems.add(entry.key(), "'" + spelled + "' is given twice in '" + key + "'");
            else value(below, name, entry.value(), kind.value());
        });
    }

    private void mapping(String path, String key, Yaml node, Shape shape) {
        if (isNull(node)) return;
        if (!(node instanceof Yaml.Mapping mapping)) {
            wrong(key, node, "a mapping");
            return;
        }
        values.open(path, node.mark());
        keys(path + ".", mapping, shape);
    }

    private void textOrKeys(String path, String key, Yaml node, Shape shape) {
        if (node instanceof Yaml.Scalar) {
            values.open(path, node.mark());
            text(path + ".template", key, node, Kind.TEXT);
        } else {
            mapping(path, key, node, shape);
        }
    }

    /** Any YAML, as texts that mean the same when YAML reads them again: {@code null}, and brackets for what is empty. */
    private void free(String path, Yaml node) {
        switch (node) {
            case Yaml.Scalar scalar -> values.put(path, scalar.isNull() ? "null" : scalar.text(), node.mark(), false);
            case Yaml.Sequence list -> {
                if (list.items().isEmpty()) values.put(path, "[]", node.mark(), false);
                int index = 0;
                for (Yaml item : list.items()) free(path + "." + index++, item);
            }
            case Yaml.Mapping mapping -> {
                if (mapping.entries().isEmpty()) values.put(path, "{}", node.mark(), false);
                mapping.entries().forEach((name, entry) -> free(path + "." + SettingPath.segment(name), entry.value()));
            }
        }
    }

    private static boolean isNull(Yaml node) {
        return node instanceof Yaml.Scalar scalar && scalar.isNull();
    }

    private void wrong(String key, Yaml node, String form) {
        String what = key.startsWith("an item") ? key : "'" + key + "'";
        String seen = node instanceof Yaml.Scalar scalar && !scalar.isNull() ? "one value" : node.kind();
        problems.add(node.mark(), what + " must be " + form + ", not " + seen);
    }
}
