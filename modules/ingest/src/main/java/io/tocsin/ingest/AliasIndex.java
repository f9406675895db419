package io.tocsin.ingest;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link FieldAliases} turned round. Most events carry few of the many aliases: a bit per normalised name, collected while
 * reading, says for which names it is worth to look.
 */
final class AliasIndex {
    private final List<Name> names = new ArrayList<>();
    private final Map<String, Long> bitsByPath = new HashMap<>();
    private final List<String> timePaths;
    private final List<String> idPaths;
    private final long idBit;

    /** A normalised name and where to find it. Beyond 63 names the last bit is shared, which only costs a futile look. */
    private record Name(String name, long bit, List<String> paths) {}

    AliasIndex(FieldAliases aliases) {
        timePaths = aliases.of(FieldNames.TIME);
        idPaths = ownFirst(FieldNames.REQUEST_ID, aliases);
        List<String> all = new ArrayList<>(new LinkedHashSet<>(aliases.byName().keySet()));
        all.removeAll(List.of(FieldNames.TIME, FieldNames.REQUEST_ID));
        all.addFirst(FieldNames.REQUEST_ID);
        for (String name : all) {
            Name found = new Name(name, 1L << Math.min(names.size(), 63), ownFirst(name, aliases));
            names.add(found);
            found.paths.forEach(path -> bitsByPath.merge(path, found.bit, (a, b) -> a | b));
        }
        idBit = names.getFirst().bit;
    }

    private static List<String> ownFirst(String name, FieldAliases aliases) {
        Set<String> paths = new LinkedHashSet<>();
        paths.add(name);
        paths.addAll(aliases.of(name));
        return List.copyOf(paths);
    }

    /** The fields that may say when it happened or which request it belongs to. */
    Set<String> timesAndIds() {
        Set<String> all = new HashSet<>(timePaths);
        all.addAll(idPaths);
        return all;
    }

    /** Which names this path may stand for, as bits to be collected and handed to {@link #normalise}. */
    long bits(String path) {
        Long bits = bitsByPath.get(path);
        return bits == null ? 0 : bits;
    }

    /** Adds the normalised names that the event itself did not carry, but for the level. */
    void normalise(long bits, Fields sent, Fields.Builder into) {
        for (Name name : names) {
            if ((bits & name.bit) == 0 || name.name.equals(FieldNames.LEVEL)) continue;
            if (!sent.has(name.name)) addFirstFound(name, sent, into);
        }
    }

    private static void addFirstFound(Name name, Fields sent, Fields.Builder into) {
        for (String path : name.paths) {
            if (!sent.has(path)) continue;
            sent.all(path).forEach(value -> into.add(name.name, value));
            return;
        }
    }

    /** Where a level may be, the best first; none when the event has no such field. */
    List<String> levelPaths(long bits) {
        for (Name name : names) {
            if (name.name.equals(FieldNames.LEVEL)) return (bits & name.bit) == 0 ? List.of() : name.paths;
        }
        return List.of();
    }

    /** Writes the level as we do, in the event's own field or, where it has none, in one that is added as the last. */
    void level(long bits, Fields sent, Fields.Builder into) {
        boolean own = sent.has(FieldNames.LEVEL);
        List<String> paths = levelPaths(bits);
        for (String path : own && !paths.isEmpty() ? List.of(FieldNames.LEVEL) : paths) {
            String value = sent.first(path);
            LogLevel level = value == null ? null : LogLevel.parse(value);
            if (level == null) continue;
            into.put(FieldNames.LEVEL, level.name());
            return;
        }
    }

    /** The first time that can be read, null when there is none. */
    @Nullable
    Instant time(Fields sent) {
        for (String path : timePaths) {
            String value = sent.first(path);
            Instant time = value == null ? null : EventTime.parse(value);
            if (time != null) return time;
        }
        return null;
    }

    /** What may be a time, the best first. */
    List<String> times(Fields sent) {
        return timePaths.stream()
                .map(sent::first)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Every value of every path of a correlation ID, the best path first, each once. */
    List<String> correlationIds(long bits, Fields sent) {
        if ((bits & idBit) == 0) return List.of();
        Set<String> found = new LinkedHashSet<>();
        Consumer<String> keep = id -> {
            if (!id.isBlank()) found.add(id);
        };
        for (String path : idPaths) {
            if (sent.has(path)) sent.all(path).forEach(keep);
        }
        return List.copyOf(found);
    }
}
