package io.tocsin.store;

import java.io.IOException;

/** Those among some events of a block that have one of some forms. Belongs to one search. */
final class EventsOfForms {
    private final Block block;
    private final EventSet among;
    private final boolean areAll;
    private final boolean[] forms;
    private int events;

    EventsOfForms(Block block, EventSet among) {
        this.block = block;
        this.among = among;
        this.areAll = among.isFull();
        this.forms = new boolean[block.forms()];
    }

    /** Whether any of those events has a form. */
    static boolean any(Block block, EventSet among, int form) throws IOException {
        if (block.eventsIn(form) == 0) return false;
        return among.isFull() || among.meets(block.eventsOf(form));
    }

    void add(int form) {
        if (forms[form]) return;
        forms[form] = true;
        events += block.eventsIn(form);
    }

    /** Whether they are all events of the block: which has which form need not be known then. */
    boolean areAll() {
        return areAll && events == block.events();
    }

    /** Anew at each call. */
    EventSet get() throws IOException {
        if (events == block.events()) return among.copy();
        EventSet some = new EventSet(among.size());
        for (int form = 0; form < forms.length; form++) {
            if (forms[form]) some.or(block.eventsOf(form));
        }
        some.and(among);
        return some;
    }
}
