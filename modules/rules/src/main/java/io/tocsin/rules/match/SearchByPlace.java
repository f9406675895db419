package io.tocsin.rules.match;

import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks into events of one layout: where the fields are is known, and values are read in the JSON itself. Only those that are
 * written there with escapes or beyond ASCII, and levels, become text first.
 */
final class SearchByPlace implements Plan.Search {
    private final Layout layout;
    private final Place[] places;
    private final @Nullable FieldKeys ids;
    private final @Nullable FieldKeys any;
    private final int[] anyLeaves;

    /** A field that is asked for. */
    private record Place(int position, int leaf, boolean plain, FieldKeys keys) {}

    SearchByPlace(Layout layout, Map<String, FieldKeys> byField, @Nullable FieldKeys any) {
        this.layout = layout;
        this.any = any;
        this.ids = layout.ids() == 0 ? null : byField.get(FieldNames.REQUEST_ID);
        List<Place> found = new ArrayList<>();
        for (int i = 0; i < layout.fields(); i++) {
            FieldKeys keys = byField.get(layout.fieldName(i));
            if (keys != null) found.add(new Place(i, layout.fieldLeaf(i), i != layout.levelField(), keys));
        }
        places = found.toArray(Place[]::new);
        anyLeaves = any == null ? new int[0] : leaves(layout, found);
    }

    /** Several fields may share a leaf, and an ID may be no field. Where there is a pass for both, it was made already. */
    private static int[] leaves(Layout layout, List<Place> places) {
        TreeSet<Integer> leaves = new TreeSet<>();
        for (int i = 0; i < layout.fields(); i++) leaves.add(layout.fieldLeaf(i));
        for (int i = 0; i < layout.ids(); i++) leaves.add(layout.idLeaf(i));
        for (Place place : places) if (place.plain && place.keys.includesAny()) leaves.remove(place.leaf);
        return leaves.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void find(LogEvent event, Rests rests, Asked asked) {
        Fields fields = event.fields();
        for (Place place : places) find(fields, place, rests, asked);
        if (ids != null) Plan.lookAtIds(event, ids, null, rests, asked);
        if (any != null) findAny(event, any, rests, asked);
    }

    private static void find(Fields fields, Place place, Rests rests, Asked asked) {
        int leaf = place.leaf;
        FieldKeys keys = place.keys;
        boolean read = place.plain
                && keys.find(fields.json(), fields.leafStart(leaf), fields.leafEnd(leaf), Spelling.JSON, rests, asked);
        Bounds bounds = keys.bounds();
        if (read && bounds == null && keys.ofAny().length == 0) return;
        String value = Plan.value(fields, place.position);
        if (value == null) return;
        if (!read) {
            Plan.look(value, keys, null, rests, asked);
            return;
        }
        if (bounds != null) bounds.find(value, rests, asked);
        rests.consider(keys.ofAny(), asked);
    }

    private void findAny(LogEvent event, FieldKeys keys, Rests rests, Asked asked) {
        Fields fields = event.fields();
        boolean read = true;
        for (int leaf : anyLeaves)
            read &= keys.find(fields.json(), fields.leafStart(leaf), fields.leafEnd(leaf), Spelling.JSON, rests, asked);
        if (read) {
            int level = layout.levelField();
            String value = level == Layout.NONE ? null : Plan.value(fields, level);
            if (value != null) Plan.look(value, null, keys, rests, asked);
            return;
        }
        for (int i = 0; i < fields.size(); i++) Plan.look(fields.value(i), null, keys, rests, asked);
        Plan.lookAtIds(event, null, keys, rests, asked);
    }
}
