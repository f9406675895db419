package io.tocsin.rules;

import io.tocsin.model.EventId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was found to be new for one key: for good up to the watermark, and singly behind it, where it may be taken back. */
final class NewFinds {
    static final long NO_ID = -1;

    /** What is told of at once; the alert lists no more. */
    private static final int NAMES_MAX = 5;

    /** In the order of time. */
    private final List<Find> open = new ArrayList<>(1);

    private final Spans settled = new Spans();

    private record Find(long at, Key combination, long id) {}

    /** Adds what is new; false when it was known to be. */
    boolean add(long at, Key combination, long id) {
        int index = open.size();
        while (index > 0 && open.get(index - 1).at > at) index--;
        for (int i = index; i > 0 && open.get(i - 1).at == at; i--) {
            if (open.get(i - 1).combination.equals(combination)) return false;
        }
        open.add(index, new Find(at, combination.copy(), id));
        return true;
    }

    /** What is before the watermark is not taken back any more; alerts that have ended are forgotten. */
    void settle(long watermark, long resolveAfter) {
        int gone = 0;
        while (gone < open.size() && open.get(gone).at < watermark) settled.add(open.get(gone++).at, resolveAfter);
        if (gone > 0) open.subList(0, gone).clear();
        while (!settled.isEmpty() && settled.last(0) + resolveAfter < watermark) settled.removeFirst();
    }

    void clearOpen(long watermark) {
        open.removeIf(find -> find.at >= watermark);
    }

    /** The ids of what was found behind the watermark, by combination and time. */
    Map<Key, Map<Long, Long>> ids() {
        Map<Key, Map<Long, Long>> ids = new HashMap<>();
        for (Find find : open)
            ids.computeIfAbsent(find.combination, key -> new HashMap<>()).put(find.at, find.id);
        return ids;
    }

    /** All instants at which something was new, as far as alerts may still hold of them. */
    Spans spans(long resolveAfter) {
        Spans spans = new Spans();
        for (int i = 0; i < settled.size(); i++) spans.cover(settled.first(i), settled.last(i), resolveAfter);
        for (Find find : open) spans.add(find.at, resolveAfter);
        return spans;
    }

    /** {@code location: Kyiv}: what was new at an instant. */
    String names(long at, List<KeyField> fields) {
        return open.stream()
                .filter(find -> find.at == at)
                .map(find -> NewWindow.print(find.combination, fields))
                .sorted()
                .limit(NAMES_MAX)
                .collect(Collectors.joining("; "));
    }

    List<String> evidence(long at) {
        return open.stream()
                .filter(find -> find.at == at && find.id != NO_ID)
                .limit(Evidence.IDS_MAX)
                .map(find -> EventId.text(find.id))
                .toList();
    }

    void save(StateOut out) throws IOException {
        settled.save(out);
        out.number(open.size());
        for (Find find : open) {
            out.number(find.at);
            find.combination.save(out);
            out.number(find.id);
        }
    }

    void load(StateIn in, int fields) throws IOException {
        settled.load(in);
        int saved = in.count();
        for (int i = 0; i < saved; i++) {
            long at = in.number();
            Key combination = Key.load(in, fields);
            open.add(new Find(at, combination, in.number()));
        }
    }
}
