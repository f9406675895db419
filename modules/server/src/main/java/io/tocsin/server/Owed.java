package io.tocsin.server;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rules owe, as the journal of alerts has it. On the alert loop. */
final class Owed {
    private final Map<String, Owing> known = new LinkedHashMap<>();
    private List<Owing> last;

    /** @param before as the journal remembers it */
    Owed(List<Owing> before) {
        before.forEach(each -> known.put(each.rule(), each));
        last = List.copyOf(before);
    }

    /** Brings it up to date, in the step that says why. */
    void write(List<Owing> now, Turn turn) {
        if (now.equals(last)) return;
        last = now;
        Set<String> paid = new HashSet<>(known.keySet());
        for (Owing each : now) {
            paid.remove(each.rule());
            if (!each.equals(known.put(each.rule(), each))) turn.put(Owing.KIND, each.rule(), each);
        }
        for (String rule : paid) {
            known.remove(rule);
            turn.forget(Owing.KIND, rule);
        }
    }

    List<Owing> known() {
        return last;
    }

    /** All of it by the keys of the journal. */
    Map<String, Object> everything() {
        Map<String, Object> everything = new LinkedHashMap<>();
        known.forEach((rule, owing) -> everything.put(Turn.key(Owing.KIND, rule), owing));
        return everything;
    }
}
