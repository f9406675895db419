package io.tocsin.server.config;

import io.tocsin.ingest.Masking;
import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.store.KeepClass;
import io.tocsin.store.RetentionPolicy;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code retention:} and {@code masking:} of tocsin.yml: what is kept, how long, and what of it is never kept. */
final class KeepingReader {
    /** A month of logs explains nearly everything that is asked about, and a disk that fills for ever stops everything. */
    static final Duration KEEP_DEFAULT = Duration.ofDays(30);

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?) ?([kKMGT]i?)?B?");

    private static final Map<String, Long> UNITS = Map.of(
            "k", 1_000L,
            "K", 1_000L,
            "M", 1_000_000L,
            "G", 1_000_000_000L,
            "T", 1_000_000_000_000L,
            "Ki", 1L << 10,
            "Mi", 1L << 20,
            "Gi", 1L << 30,
            "Ti", 1L << 40);

    private KeepingReader() {}

    static RetentionPolicy retention(Section root, Variables variables) {
        RetentionPolicy otherwise = new RetentionPolicy(KEEP_DEFAULT, 0, List.of());
        Section retention = root.section("retention");
        if (retention == null) return otherwise;
        Duration keep = duration(retention, "default", variables, KEEP_DEFAULT);
        String size = variables.in(retention, "max_bytes", retention.text("max_bytes", "0"));
        Long maxBytes = size(size);
        if (maxBytes == null)
            retention.problem("max_bytes", "'max_bytes' must be a size such as 50GB or 64GiB, not '" + size + "'");
        List<KeepClass> classes = classes(retention, variables);
        retention.done();
        try {
            return new RetentionPolicy(keep, maxBytes == null ? 0 : maxBytes, classes);
        } catch (IllegalArgumentException e) {
            retention.problem("classes", String.valueOf(e.getMessage()));
            return otherwise;
        }
    }

    private static List<KeepClass> classes(Section retention, Variables variables) {
        List<KeepClass> classes = new ArrayList<>();
        for (Section one : retention.sections("classes")) {
            String name = one.required("name");
            String match = variables.in(one, "match", one.required("match"));
            one.required("keep");
            Duration keep = duration(one, "keep", variables, KEEP_DEFAULT);
            Query query = query(one, match);
            if (!name.isEmpty() && query != null) {
                try {
                    classes.add(new KeepClass(name, query, keep));
                } catch (IllegalArgumentException e) {
                    one.problem("name", String.valueOf(e.getMessage()));
                }
            }
            one.done();
        }
        return classes;
    }

    private static @Nullable Query query(Section section, String match) {
        if (match.isEmpty()) return null;
        try {
            return Query.parse(match);
        } catch (QuerySyntaxException e) {
            section.problem("match", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Duration duration(Section section, String key, Variables variables, Duration otherwise) {
        String given = section.text(key);
        if (given == null || given.isEmpty()) return otherwise;
        String text = variables.in(section, key, given);
        Duration duration = Durations.parse(text);
        if (duration != null && duration.isPositive()) return duration;
        section.problem(key, "'" + key + "' must be a duration such as 30d, 12h or 1y, not '" + text + "'");
        return otherwise;
    }

    /** Bytes; null for a text that is no size. */
    static @Nullable Long size(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) return null;
        long unit = matcher.group(2) == null ? 1 : UNITS.getOrDefault(matcher.group(2), 0L);
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        boolean fits = unit > 0 && bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? bytes.longValue() : null;
    }

    static Masking masking(Section root) {
        Section masking = root.section("masking");
        if (masking == null) return Masking.defaults();
        boolean cards = masking.flag("cards", true);
        List<String> fields = masking.texts("fields");
        masking.done();
        try {
            return new Masking(cards, fields);
        } catch (IllegalArgumentException e) {
            masking.problem("fields", String.valueOf(e.getMessage()));
            return Masking.defaults();
        }
    }
}
