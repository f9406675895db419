package io.tocsin.store;

import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts, for each field, the matching events that have it. */
final class FieldSearch {
    private final Walk walk;
    private final Budget budget;
    private final Map<String, Long> counts = new HashMap<>();

    FieldSearch(Walk walk, Budget budget) {
        this.walk = walk;
        this.budget = budget;
    }

    FieldsResult run() {
        boolean complete = walk.open(budget, this::count);
        for (Chunk chunk : walk.chunks()) {
            if (budget.isOver()) complete = false;
            if (!complete) break;
            Walk.Found found = walk.read(chunk);
            try {
                if (found != null) count(found);
            } catch (IOException broken) {
                walk.lose(chunk, broken);
            }
        }
        List<FieldUse> fields = counts.entrySet().stream()
                .map(entry -> new FieldUse(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(FieldUse::events).reversed().thenComparing(FieldUse::name))
                .toList();
        return new FieldsResult(fields, !complete || walk.isDamaged());
    }

    private void count(LogEvent event) {
        for (String name : event.fields().names()) counts.merge(name, 1L, Long::sum);
    }

    private void count(Walk.Found found) throws IOException {
        Block block = found.block();
        EventSet events = found.events();
        int[] byForm = new int[block.forms()];
        @Nullable Layout[] layouts = new Layout[block.forms()];
        for (int event = events.next(0); event >= 0; event = events.next(event + 1)) {
            int form = block.formOf(event);
            Layout layout = found.forms().layout(form);
            // Whether a level is there depends on its value.
            if (layout == null || layout.isLevelOptional()) {
                count(found.forms().event(event));
            } else {
                layouts[form] = layout;
                byForm[form]++;
            }
        }
        for (int form = 0; form < byForm.length; form++) {
            Layout layout = layouts[form];
            if (layout == null) continue;
            for (String name : names(layout)) counts.merge(name, (long) byForm[form], Long::sum);
        }
    }

    private static Set<String> names(Layout layout) {
        Set<String> names = new LinkedHashSet<>();
        for (int field = 0; field < layout.fields(); field++) names.add(layout.fieldName(field));
        return names;
    }
}
