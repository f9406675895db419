package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code expand}: a name between percent signs stands for each entry of a list. */
final class Placeholders {
    private final Map<String, List<String>> lists;
    private final Faults faults;

    Placeholders(Map<String, List<String>> lists, Faults faults) {
        this.lists = lists;
        this.faults = faults;
    }

    /** Every text that the value can mean, as Sigma writes values. */
    List<String> expand(Mark at, String value) {
        List<String> texts = List.of("");
        for (int i = 0; i < value.length(); ) {
            int end = value.charAt(i) == '%' ? value.indexOf('%', i + 1) : -1;
            if (end > i + 1) {
                texts = joined(at, texts, entries(at, value.substring(i + 1, end)));
                i = end + 1;
            } else {
                boolean escaped = value.startsWith("\\%", i);
                texts = joined(at, texts, List.of(escaped ? "%" : value.substring(i, i + 1)));
                i += escaped ? 2 : 1;
            }
        }
        return texts;
    }

    private List<String> entries(Mark at, String name) {
        List<String> entries = lists.get(name);
        if (entries != null && !entries.isEmpty()) return entries;
        String problem = entries == null ? "is not supplied" + Nearest.hint(name, lists.keySet()) : "is empty";
        faults.add(Why.PLACEHOLDER, at, "the list '" + name + "' for %" + name + "% " + problem);
        return List.of("");
    }

    private List<String> joined(Mark at, List<String> starts, List<String> ends) {
        if ((long) starts.size() * ends.size() > Items.VALUES_MAX) {
            faults.add(Why.UNSUPPORTED, at, "its lists expand to more than " + Items.VALUES_MAX + " values");
            return starts;
        }
        List<String> all = new ArrayList<>(starts.size() * ends.size());
        for (String start : starts) {
            for (String end : ends) all.add(start + end);
        }
        return all;
    }
}
