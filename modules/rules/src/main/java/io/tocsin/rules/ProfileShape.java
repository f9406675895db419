package io.tocsin.rules;

import io.tocsin.model.Fields;
import io.tocsin.query.Numbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A profile as its memory needs it: what is taken of an event, and where in the memory each value lies.
 *
 * <p>It remembers by cells of a thirtieth of {@code keep}, at least an hour: what lies in the last cells together as long as
 * {@code keep}, the one of the instant included, is known. A month forgets day by day.
 */
final class ProfileShape {
    private static final int CELLS = 30;
    private static final long CELL_MIN = Duration.ofHours(1).toMillis();

    private final Profile profile;
    private final List<String> numberFields = new ArrayList<>();
    private final List<KeyField> textFields = new ArrayList<>();

    /** Names in a fixed order, because it decides where things lie. */
    private final Map<String, Profile.Value> values;

    private final long cellMillis;
    private final int cells;

    ProfileShape(Profile profile) {
        this.profile = profile;
        this.values = new TreeMap<>(profile.values());
        long keep = Math.max(1, profile.keep().toMillis());
        this.cellMillis = Math.max(CELL_MIN, keep / CELLS);
        this.cells = (int) Math.ceilDiv(keep, cellMillis);
        for (Profile.Value value : values.values()) {
            switch (value) {
                case Profile.Value.Number number -> addNumber(fieldOf(number.measure()));
                case Profile.Value.Known known -> addText(known.field());
                case Profile.Value.Top top -> addText(top.field());
                case Profile.Value.Last last -> addText(last.field());
            }
        }
    }

    private void addNumber(@Nullable String field) {
        if (field != null && !numberFields.contains(field)) numberFields.add(field);
    }

    private void addText(KeyField field) {
        if (!textFields.contains(field)) textFields.add(field);
    }

    /** Whether a profile can know a measure: it keeps no single numbers, so percentiles and the like are not among them. */
    static boolean supports(Measure measure) {
        return measure instanceof Measure.Count || fieldOf(measure) != null;
    }

    private static @Nullable String fieldOf(Measure measure) {
        return switch (measure) {
            case Measure.Sum sum -> sum.field();
            case Measure.Average average -> average.field();
            case Measure.Least least -> least.field();
            case Measure.Most most -> most.field();
            case Measure.Deviation deviation -> deviation.field();
            case Measure.Count count -> null;
            case Measure.Rate rate -> null;
            case Measure.Percentile percentile -> null;
            case Measure.Distinct distinct -> null;
        };
    }

    Profile profile() {
        return profile;
    }

    Profile.@Nullable Value value(String name) {
        return values.get(name);
    }

    long cellOf(long at) {
        return Math.floorDiv(at, cellMillis);
    }

    /** The oldest cell that counts at an instant. */
    long oldestCell(long at) {
        return cellOf(at) - cells + 1;
    }

    int numbers() {
        return numberFields.size();
    }

    int texts() {
        return textFields.size();
    }

    /** Where the numbers of a measure lie, or -1. */
    int numberOf(Measure measure) {
        String field = fieldOf(measure);
        return field == null ? -1 : numberFields.indexOf(field);
    }

    int textOf(KeyField field) {
        return textFields.indexOf(field);
    }

    /** The numbers of an event; NaN where it has none. */
    double[] numbers(Fields fields) {
        double[] numbers = new double[numberFields.size()];
        for (int i = 0; i < numbers.length; i++) {
            String text = fields.first(numberFields.get(i));
            OptionalDouble number = text == null ? OptionalDouble.empty() : Numbers.of(text);
            numbers[i] = number.isPresent() ? number.getAsDouble() : Double.NaN;
        }
        return numbers;
    }

    /** The texts of an event in lower case; empty where it has none. */
    String[] texts(Fields fields) {
        String[] texts = new String[textFields.size()];
        for (int i = 0; i < texts.length; i++) {
            String text = textFields.get(i).of(fields);
            texts[i] = text == null ? "" : text.toLowerCase(Locale.ROOT);
        }
        return texts;
    }

    /** Everything that decides how its memory looks, as text. */
    String print() {
        return profile.name() + " | " + profile.match().print() + " | " + profile.by() + " | " + profile.keep() + " | "
                + values;
    }
}
