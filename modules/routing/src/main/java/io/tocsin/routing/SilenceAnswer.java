package io.tocsin.routing;

import java.util.List;

/** What became of a wish to make, change or end a silence. */
public sealed interface SilenceAnswer {
    /**
     * Done.
     *
     * @param id the silence that now holds; another one than asked for when a change would have rewritten history
     */
    record Accepted(String id, List<Effect> effects) implements SilenceAnswer {
        public Accepted {
            effects = List.copyOf(effects);
        }
    }

    /** Not valid; nothing changed. */
    record Refused(String reason) implements SilenceAnswer {}

    /** There is no silence of this id; nothing changed. */
    record Unknown(String id) implements SilenceAnswer {}
}
