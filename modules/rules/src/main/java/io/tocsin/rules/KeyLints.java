package io.tocsin.rules;

import io.tocsin.model.FieldAliases;
import io.tocsin.model.FieldNames;
import java.util.OptionalLong;

/** Looks at the fields that split a rule. */
final class KeyLints {
    private static final String LINT = "too-many-keys";

    private KeyLints() {}

    static void check(Rule rule, FieldKnowledge knowledge, Lints lints) {
        for (KeyField field : rule.by()) {
            boolean joins = rule.when() instanceof SequenceCondition;
            if (field.isPlain() && isOfOneEvent(field.field()) && !(joins && isRequest(field.field())))
                lints.add(
                        LINT,
                        rule,
                        "by",
                        "'" + field.name() + "' is another one for nearly every event: " + advice(field.field()));
            else counted(rule, field, knowledge.distinct(field.field()), lints);
        }
    }

    private static void counted(Rule rule, KeyField field, OptionalLong distinct, Lints lints) {
        if (!field.isPlain() || distinct.isEmpty() || distinct.getAsLong() <= Windows.KEYS_MAX) return;
        lints.add(
                LINT,
                rule,
                "by",
                "'" + field.name() + "' has at least " + distinct.getAsLong() + " values, and " + Windows.KEYS_MAX
                        + " keys are kept");
    }

    private static boolean isOfOneEvent(String field) {
        return field.equals(FieldNames.MESSAGE)
                || field.equals(FieldNames.TIME)
                || field.equals(FieldNames.DURATION_MS)
                || isRequest(field);
    }

    private static boolean isRequest(String field) {
        return field.equals(FieldNames.REQUEST_ID)
                || FieldAliases.defaults().of(FieldNames.REQUEST_ID).contains(field);
    }

    private static String advice(String field) {
        if (field.equals(FieldNames.MESSAGE)) return "use template(message)";
        return isRequest(field) ? "only a sequence can be split by it" : "leave it out";
    }
}
