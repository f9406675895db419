package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.yaml.Section;
import org.jspecify.annotations.Nullable;

/** Reads a query out of a rule file. */
final class QueryReader {
    private QueryReader() {}

    /** The query of a key that must be there; null when it is none, which is a problem at the character. */
    static @Nullable Query read(Section section, String key, SourceText source) {
        String text = section.required(key);
        if (text.isEmpty()) return null;
        try {
            return Query.parse(text);
        } catch (QuerySyntaxException e) {
            section.problems()
                    .add(
                            source.place(section.mark(key), text, e.position()),
                            "cannot read '" + key + "': " + e.getMessage());
            return null;
        }
    }
}
