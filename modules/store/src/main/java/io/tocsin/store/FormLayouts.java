package io.tocsin.store;

import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layouts of the forms of one block, looked up once each. Belongs to one search. */
final class FormLayouts {
    private final Block block;
    private final FormBook book;
    private final Cache cache;
    private final @Nullable Layout[] layouts;
    private final boolean[] known;

    /** Which leaves each probe asks in each layout; kept for all blocks of a search. */
    static final class Cache {
        private final IdentityHashMap<Probe, IdentityHashMap<Layout, List<Target>>> targets = new IdentityHashMap<>();

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

    /**
     * The layout of the events of a form; null when each has to be read by itself.
     *
     * @param sample an event of that form
     */
    @Nullable
    Layout layout(int form, int sample) throws IOException {
        if (!known[form]) {
            layouts[form] = book.layout(block, block.form(form), sample);
            known[form] = true;
        }
        return layouts[form];
    }

    List<Target> targets(Probe probe, Layout layout) {
        return cache.targets(probe, layout);
    }

    LogEvent event(int event) throws IOException {
        return book.event(block, event);
    }
}
