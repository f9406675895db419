package io.tocsin.store;

import io.tocsin.model.LogEvent;

/**
 * Which retention class an event belongs to: the first whose condition it meets. Costs as much as the conditions do, nothing
 * without classes. Safe on any thread.
 */
public final class KeepClasses {
    private final KeepClass[] classes;

    /** The classes of a policy. */
    public KeepClasses(RetentionPolicy policy) {
        this.classes = policy.classes().toArray(KeepClass[]::new);
    }

    /** The name of the class of an event; {@link KeepClass#DEFAULT} where none matches. */
    public String of(LogEvent event) {
        for (KeepClass one : classes) {
            if (one.match().matches(event)) return one.name();
        }
        return KeepClass.DEFAULT;
    }
}
