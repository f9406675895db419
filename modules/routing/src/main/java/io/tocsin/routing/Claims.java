package io.tocsin.routing;

import io.tocsin.model.SettingPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is written below {@code claims}: words and whole numbers are what they look like, whether in quotes or not. */
final class Claims {
    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private Claims() {}

    /** Empty when there are none. */
    static Map<String, Object> of(Values claims) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (String segment : claims.names()) found.put(SettingPath.name(segment), value(claims, segment));
        return found;
    }

    private static @Nullable Object value(Values parent, String segment) {
        String text = parent.text(segment);
        if (text != null) return scalar(text);
        Values below = parent.at(segment);
        Set<String> names = below.names();
        if (!names.contains("0")) return of(below);
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; names.contains(Integer.toString(i)); i++) list.add(value(below, Integer.toString(i)));
        return list;
    }

    private static @Nullable Object scalar(String text) {
        if (WHOLE.matcher(text).matches()) return Long.parseLong(text);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            case "[]" -> List.of();
            case "{}" -> Map.of();
            default -> text;
        };
    }
}
