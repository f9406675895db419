package io.tocsin.store;

import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The layouts of the forms of one block, looked up once each. Belongs to one search. */
final class FormLayouts {
    private final Block block;
    private final FormBook book;
    private final Cache cache;
    private final @Nullable Layout[] layouts;
    private final boolean[] known;

    /** Which leaves each probe asks in each layout, and what it is told by templates; kept for all blocks of a search. */
    static final class Cache {
        private final IdentityHashMap<Probe, IdentityHashMap<Layout, List<Target>>> targets = new IdentityHashMap<>();
        private final IdentityHashMap<Probe, Sayings> sayings = new IdentityHashMap<>();
        private final IdentityHashMap<Probe, Sayings> sayingsOfIds = new IdentityHashMap<>();

        /** What templates say of a probe, or of the correlation IDs that it asks. */
        Sayings sayings(Probe probe, boolean asId, Predicate<String> test) {
            return (asId ? sayingsOfIds : sayings)
                    .computeIfAbsent(
                            probe, key -> new Sayings(test, key.sequence(), key.literal(), !asId, scan(key, asId)));
        }

        /** An ID that is blank is none, which the bytes do not say. */
        private static @Nullable MessageScan scan(Probe probe, boolean asId) {
            String pattern = probe.pattern();
            Automaton automaton = asId || pattern == null ? null : Automaton.of(pattern);
            return automaton == null ? null : new MessageScan(automaton);
        }

        List<Target> targets(Probe probe, Layout layout) {
            return targets.computeIfAbsent(probe, key -> new IdentityHashMap<>())
                    .computeIfAbsent(layout, key -> Target.of(probe, key));
        }
    }

    FormLayouts(Block block, FormBook book, Cache cache) {
        this.block = block;
        this.book = book;
        this.cache = cache;
        this.layouts = new Layout[block.forms()];
        this.known = new boolean[block.forms()];
    }

    /** The layout of the events of a form that has some; null when each has to be read by itself. */
    @Nullable
    Layout layout(int form) throws IOException {
        if (!known[form]) {
            layouts[form] = book.layout(block, form);
            known[form] = true;
        }
        return layouts[form];
    }

    List<Target> targets(Probe probe, Layout layout) {
        return cache.targets(probe, layout);
    }

    Cache cache() {
        return cache;
    }

    LogEvent event(int event) throws IOException {
        return book.event(block, event);
    }
}
