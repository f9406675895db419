package io.tocsin.sigma;

import io.tocsin.query.Numbers;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The {@code condition} of a correlation.
 *
 * @param fieldNames what is counted or added up; empty where nothing is said
 */
record Limits(List<SigmaLimit> limits, List<String> fieldNames) {
    Limits {
        limits = List.copyOf(limits);
        fieldNames = List.copyOf(fieldNames);
    }

    static Limits read(Section correlation, Faults faults) {
        Section condition = correlation.section("condition");
        if (condition == null) return new Limits(List.of(), List.of());
        List<SigmaLimit> limits = new ArrayList<>();
        for (String word : SigmaLimit.Operator.words()) {
            String text = condition.text(word);
            SigmaLimit.Operator operator = SigmaLimit.Operator.of(word);
            if (text == null || operator == null) continue;
            OptionalDouble number = Numbers.of(text);
            if (number.isPresent()) limits.add(new SigmaLimit(operator, number.getAsDouble()));
            else faults.broken(condition.mark(word), "'" + word + "' must be a number, not '" + text + "'");
        }
        List<String> fields = condition.texts("field");
        condition.done();
        return new Limits(limits, fields);
    }

    List<SigmaLimit> required(Mark at, Faults faults) {
        if (limits.isEmpty())
            faults.broken(at, "the condition compares nothing: write one of " + SigmaLimit.Operator.words());
        return limits;
    }

    List<String> fields(Mark at, Faults faults) {
        if (fieldNames.isEmpty()) faults.broken(at, "the condition needs a 'field'");
        return fieldNames;
    }
}
