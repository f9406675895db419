package io.tocsin.store;

import io.tocsin.model.FieldNames;
import io.tocsin.model.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * A leaf of a layout that a probe asks.
 *
 * @param leaf its number
 * @param field whose value it is, where that is written as a level; else {@link #PLAIN}
 * @param asId whether it is asked as a correlation ID
 */
record Target(int leaf, int field, boolean asId) {
    static final int PLAIN = -1;

    /** The leaves that a probe asks in events of a layout. */
    static List<Target> of(Probe probe, Layout layout) {
        List<Target> targets = new ArrayList<>();
        if (probe.test() != null) {
            for (int field = 0; field < layout.fields(); field++) {
                String name = probe.field();
                if (name == null || layout.fieldName(field).equals(name)) add(targets, layout, field);
            }
            // A request is known by each of its IDs.
            if (FieldNames.REQUEST_ID.equals(probe.field())) ids(targets, layout);
        }
        if (probe.idTest() != null) ids(targets, layout);
        return targets;
    }

    private static void add(List<Target> targets, Layout layout, int field) {
        boolean level = field == layout.levelField();
        Target target = new Target(layout.fieldLeaf(field), level ? field : PLAIN, false);
        if (!targets.contains(target)) targets.add(target);
    }

    private static void ids(List<Target> targets, Layout layout) {
        for (int i = 0; i < layout.ids(); i++) {
            Target target = new Target(layout.idLeaf(i), PLAIN, true);
            if (!targets.contains(target)) targets.add(target);
        }
    }
}
