package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one of the {@code profiles:} of a group. */
final class ProfileReader {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Duration KEEP_DEFAULT = Duration.ofDays(30);
    private static final Duration KEEP_MIN = Duration.ofMinutes(1);

    /** It is filled again from the index by a process that lost it. */
    private static final Duration KEEP_MAX = Duration.ofDays(90);

    /** Each is kept for every key. */
    private static final int VALUES_MAX = 16;

    /** What is less frequent than this is not usual. */
    private static final int TOP_MAX = 100;

    private ProfileReader() {}

    /** The profile, or null when it could not be read. */
    static @Nullable Profile read(String name, Section section, SourceText source) {
        checkName(section, "name", name);
        Query match = QueryReader.read(section, "match", source);
        List<KeyField> by = ByReader.read(section, source);
        if (by.isEmpty() && !section.has("by"))
            section.problems().add(section.mark(), "'by' is required: a profile is kept for each of its keys");
        Duration keep = section.duration("keep", KEEP_DEFAULT);
        if (keep.compareTo(KEEP_MIN) < 0 || keep.compareTo(KEEP_MAX) > 0)
            section.problem("keep", "'keep' must be 1m to 90d, not " + Durations.print(keep));
        Map<String, Profile.Value> values = values(section, source);
        section.done();
        return match == null || name.isEmpty() ? null : new Profile(name, match, by, keep, values);
    }

    /** An expression reads {@code name.value}: neither may look like an operator or a number. */
    private static void checkName(Section section, String key, String name) {
        if (!name.isEmpty() && !NAME.matcher(name).matches())
            section.problem(key, "'" + name + "' is no name: letters, digits and underscores only");
    }

    private static Map<String, Profile.Value> values(Section section, SourceText source) {
        Map<String, Profile.Value> values = new TreeMap<>();
        Section named = section.section("values");
        if (named == null || named.keys().isEmpty()) {
            section.problems()
                    .add(section.mark("values"), "'values' is required, as in values: {mean: avg(extra.amount)}");
            return values;
        }
        for (String name : named.keys()) {
            checkName(named, name, name);
            Profile.Value value = value(named, name, source);
            if (value != null) values.put(name, value);
        }
        if (named.keys().size() > VALUES_MAX)
            section.problem(
                    "values",
                    "a profile has at most " + VALUES_MAX + " values, not "
                            + named.keys().size());
        return values;
    }

    private static Profile.@Nullable Value value(Section named, String name, SourceText source) {
        String text = named.text(name, "");
        try {
            return value(text);
        } catch (WhenSyntaxException e) {
            named.problems()
                    .add(
                            source.place(named.mark(name), text, e.position()),
                            "cannot read '" + name + "': " + e.getMessage());
            return null;
        }
    }

    private static Profile.Value value(String text) {
        TextCursor cursor = new TextCursor(text);
        Call call = Call.read(cursor);
        cursor.skipSpace();
        if (call != null && !cursor.atEnd())
            throw new WhenSyntaxException("unexpected '" + cursor.rest() + "'", cursor.at());
        String function = call == null ? "" : call.name();
        if (call == null || call.argument() == null) throw unknown(text.strip());
        return switch (function) {
            case "values" -> new Profile.Value.Known(KeyFieldReader.only(call));
            case "last" -> new Profile.Value.Last(KeyFieldReader.only(call));
            case "top" -> top(call);
            default -> {
                if (!MeasureReader.knows(function)) throw unknown(function);
                yield new Profile.Value.Number(MeasureReader.of(call));
            }
        };
    }

    private static WhenSyntaxException unknown(String function) {
        List<String> names = new ArrayList<>(MeasureReader.NAMES);
        names.addAll(List.of("values", "top", "last"));
        String hint = Nearest.hint(function, names);
        return new WhenSyntaxException(
                "unknown value '" + function + "'"
                        + (hint.isEmpty() ? ", known are " + String.join(", ", names) : hint),
                0);
    }

    private static Profile.Value top(Call call) {
        List<Call.Word> words = call.words();
        String size = words.size() == 2 ? words.get(1).text() : "";
        if (!size.matches("[0-9]{1,3}"))
            throw new WhenSyntaxException(
                    "top() takes a field and how many, as in top(extra.location, 3)", call.argumentAt());
        int count = Integer.parseInt(size);
        if (count < 1 || count > TOP_MAX)
            throw new WhenSyntaxException(
                    "top() takes 1 to " + TOP_MAX + " values, not " + size,
                    words.get(1).at());
        return new Profile.Value.Top(KeyFieldReader.parse(words.getFirst().text()), count);
    }
}
