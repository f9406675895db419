package io.tocsin.routing;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a mapping that was read by its {@link Shape} says: every scalar in it, secrets included, by its path from there. */
final class Values {
    private final Store store;
    private final String prefix;

    /** @param wrong whether it is there and cannot be read, so that nobody says that it is missing */
    private record Found(String text, Mark mark, boolean secret, boolean wrong) {}

    private record Store(
            NavigableMap<String, Found> found,
            NavigableMap<String, Mark> mappings,
            Set<Mark> vacant,
            Problems problems) {}

    private Values(Store store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    static Values empty(Mark mark, Problems problems) {
        return empty(mark, Set.of(), problems);
    }

    /** @param vacant see {@link Variables#vacant} */
    static Values empty(Mark mark, Set<Mark> vacant, Problems problems) {
        Values values = new Values(new Store(new TreeMap<>(), new TreeMap<>(), vacant, problems), "");
        values.store.mappings.put("", mark);
        return values;
    }

    void put(String path, String text, Mark mark, boolean secret) {
        store.found.put(prefix + path, new Found(text, mark, secret, false));
    }

    /** Notes that there is something that cannot be read. */
    void putWrong(String path, Mark mark) {
        store.found.put(prefix + path, new Found("", mark, true, true));
    }

    /** Whether some secret was replaced by the sign for one: the file was copied from where it is shown. */
    boolean isShown() {
        return store.found.values().stream().anyMatch(found -> Secrets.isHidden(found.text));
    }

    /** Whether some variable says nothing. */
    boolean isWaiting() {
        return store.found.values().stream().anyMatch(found -> store.vacant.contains(found.mark));
    }

    /** Takes away what is at a path and below it. */
    void forget(String path) {
        String full = prefix + path;
        store.found.remove(full);
        store.mappings.remove(full);
        below(store.found, full + ".").clear();
        below(store.mappings, full + ".").clear();
    }

    /** Notes that there is a mapping or list, whatever is in it. */
    void open(String path, Mark mark) {
        store.mappings.put(prefix + path, mark);
    }

    /** What is below a path. */
    Values at(String path) {
        return new Values(store, prefix + path + ".");
    }

    /** Whether a path is there: a scalar that says something or nothing, a mapping or a list. */
    boolean has(String path) {
        return store.found.containsKey(prefix + path) || store.mappings.containsKey(prefix + path);
    }

    /** Whether a scalar is there and not empty. */
    boolean says(String path) {
        return !text(path, "").isEmpty();
    }

    /** Whether a scalar says something, or would if its variable did. */
    boolean given(String path) {
        Found value = store.found.get(prefix + path);
        return value != null && (value.wrong || !value.text.isEmpty() || store.vacant.contains(value.mark));
    }

    /** Whether a place is one where a variable says nothing. */
    boolean isVacant(Mark mark) {
        return store.vacant.contains(mark);
    }

    /** The text of a scalar, or null when there is none. */
    @Nullable
    String text(String path) {
        Found value = store.found.get(prefix + path);
        return value == null ? null : value.text;
    }

    String text(String path, String otherwise) {
        String text = text(path);
        return text == null ? otherwise : text;
    }

    boolean flag(String path, boolean otherwise) {
        return says(path) ? text(path, "").equals("true") : otherwise;
    }

    /** A number that was read as one; 0 when there is none. */
    long number(String path) {
        String text = text(path, "");
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** The names below this place, as they stand in paths. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Set<String> paths : List.of(
                below(store.mappings, prefix).keySet(),
                below(store.found, prefix).keySet())) {
            for (String path : paths) {
                String rest = path.substring(prefix.length());
                int dot = rest.indexOf('.');
                if (!rest.isEmpty()) names.add(dot < 0 ? rest : rest.substring(0, dot));
            }
        }
        return names;
    }

    /** What begins with a prefix; long lists must not be searched as a whole for each of their items. */
    private static <T> SortedMap<String, T> below(NavigableMap<String, T> map, String prefix) {
        return map.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    /** The scalars of a list. */
    List<String> texts(String path) {
        Values items = at(path);
        Set<Integer> numbers =
                items.names().stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
        return numbers.stream().map(number -> items.text(number.toString(), "")).toList();
    }

    /** Where a path stands, or the mapping when there is nothing. */
    Mark mark(String path) {
        Found value = store.found.get(prefix + path);
        if (value != null) return value.mark;
        Mark mapping = store.mappings.get(prefix + path);
        return mapping == null ? mark() : mapping;
    }

    /** Where the mapping stands. */
    Mark mark() {
        String self = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
        Mark mark = store.mappings.get(self);
        return mark == null ? new Mark("", 1, 1) : mark;
    }

    Problems problems() {
        return store.problems;
    }

    void problem(String path, String message) {
        store.problems.add(mark(path), message);
    }

    void warn(String path, String message) {
        store.problems.warn(mark(path), message);
    }

    /** Of some keys at most one may say something. */
    void atMostOne(String... names) {
        List<String> given = Arrays.stream(names).filter(this::isThere).toList();
        if (given.size() < 2) return;
        String quoted = given.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" and "));
        problem(given.getFirst(), "at most one of " + quoted + " can be given");
    }

    private boolean isThere(String name) {
        return says(name) || store.mappings.containsKey(prefix + name);
    }

    /** A key that must say something, if only a variable does; see {@link IntegrationReader}. */
    void require(String name) {
        if (!given(name)) problem(has(name) ? name : "", "'" + name + "' is required");
    }

    /** Keys that must say something. */
    void requireText(String... names) {
        for (String name : names) {
            if (!given(name)) problem(has(name) ? name : "", "'" + name + "' is required");
        }
    }

    /** One of two keys must be there. */
    void requireOne(String name, String other) {
        if (!given(name) && !given(other)) problem("", "'" + name + "' or '" + other + "' is required");
    }

    /** Everything that is no secret and not below one of these keys, by path. */
    Map<String, String> shown(Set<String> without) {
        Map<String, String> shown = new LinkedHashMap<>();
        keep(without).forEach(path -> shown.put(path, text(path, "")));
        return shown;
    }

    /** Where everything that {@link #shown} gives stands. */
    Map<String, Mark> marks(Set<String> without) {
        Map<String, Mark> marks = new LinkedHashMap<>();
        keep(without).forEach(path -> marks.put(path, mark(path)));
        return marks;
    }

    private List<String> keep(Set<String> without) {
        return below(store.found, prefix).entrySet().stream()
                .filter(entry -> !entry.getValue().secret)
                .map(entry -> entry.getKey().substring(prefix.length()))
                .filter(path -> !without.contains(path.contains(".") ? path.substring(0, path.indexOf('.')) : path))
                .toList();
    }
}
