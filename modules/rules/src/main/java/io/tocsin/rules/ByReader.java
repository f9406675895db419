package io.tocsin.rules;

import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields that split a rule or a profile into keys. */
final class ByReader {
    private final Section section;
    private final SourceText source;

    private ByReader(Section section, SourceText source) {
        this.section = section;
        this.source = source;
    }

    static List<KeyField> read(Section section, SourceText source) {
        return new ByReader(section, source).read();
    }

    private List<KeyField> read() {
        boolean keep = keepsMissing();
        List<KeyField> by = new ArrayList<>();
        for (Yaml item : section.list("by")) {
            KeyField field = field(item);
            if (field == null) continue;
            if (by.stream().anyMatch(known -> known.label().equals(field.label())))
                section.problems().add(item.mark(), "'by' has the label '" + field.label() + "' twice");
            else by.add(keep ? field.keepingMissing() : field);
        }
        if (by.size() > KeyField.FIELDS_MAX)
            section.problem("by", "cannot split by " + by.size() + " fields: at most " + KeyField.FIELDS_MAX);
        return by;
    }

    private @Nullable KeyField field(Yaml item) {
        if (!(item instanceof Yaml.Scalar scalar)) {
            section.problems().add(item.mark(), "'by' must be a list of texts, not of " + item.kind());
            return null;
        }
        try {
            return KeyFieldReader.parse(scalar.text());
        } catch (WhenSyntaxException e) {
            section.problems()
                    .add(
                            source.place(item.mark(), scalar.text(), e.position()),
                            "'by' must be field names: " + e.getMessage());
            return null;
        }
    }

    /** {@code missing: keep} or {@code skip}, the default. */
    private boolean keepsMissing() {
        String missing = section.text("missing", "skip");
        if (!missing.equals("keep") && !missing.equals("skip"))
            section.problem("missing", "'missing' must be skip or keep, not '" + missing + "'");
        if (section.has("missing") && !section.has("by"))
            section.problem("missing", "'missing' says what to do without a field in 'by', and there is none");
        return missing.equals("keep");
    }
}
