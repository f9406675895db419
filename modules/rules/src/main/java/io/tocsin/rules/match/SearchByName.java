package io.tocsin.rules.match;

import io.tocsin.model.FieldNames;
import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into events of any form, field by field. */
record SearchByName(
        Map<String, FieldKeys> byField, @Nullable FieldKeys any) implements Plan.Search {
    @Override
    public void find(LogEvent event, Rests rests, Asked asked) {
        Fields fields = event.fields();
        for (int i = 0; i < fields.size(); i++) {
            FieldKeys own = byField.get(fields.name(i));
            if (own != null || any != null) Plan.look(fields.value(i), own, any, rests, asked);
        }
        Plan.lookAtIds(event, byField.get(FieldNames.REQUEST_ID), any, rests, asked);
    }
}
