package io.tocsin.store;

import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What today's parser makes of the forms in the blocks: a block says where the values are, the parser which fields they are. An
 * event of each new form is read once; names and aliases may have changed since it was written. For any thread.
 */
final class FormBook {
    /** Services have some hundred forms; whoever makes up new ones all the time reads some events again. */
    private static final int FORMS_MAX = 20_000;

    private final EventReader reader;
    private final Map<Form, Optional<Layout>> known = new ConcurrentHashMap<>();

    FormBook(EventReader reader) {
        this.reader = reader;
    }

    EventReader reader() {
        return reader;
    }

    /** The layout of the events of a form that has some; null when each has to be read by itself. */
    @Nullable
    Layout layout(Block block, int number) throws IOException {
        Form form = block.form(number);
        if (form.isRaw()) return null;
        Optional<Layout> layout = known.get(form);
        if (layout == null) {
            layout = Optional.ofNullable(read(block, form, block.sample(number)));
            if (known.size() >= FORMS_MAX) known.clear();
            known.put(form, layout);
        }
        return layout.orElse(null);
    }

    private @Nullable Layout read(Block block, Form form, int sample) throws IOException {
        Layout layout = event(block, sample).fields().layout();
        // A parser that is asked for the first time may only have learned the layout by that.
        if (layout == null) layout = event(block, sample).fields().layout();
        return layout != null && layout.leaves() == form.leaves() ? layout : null;
    }

    /** An event of a block, as the parser understands it today. */
    LogEvent event(Block block, int event) throws IOException {
        Instant receivedAt = IndexTime.at(block.receivedAt(event));
        return reader.read(block.id(event), receivedAt, block.json(event));
    }
}
