package io.tocsin.rules;

import io.tocsin.query.Query;
import io.tocsin.query.QuerySyntaxException;
import io.tocsin.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what stands after {@code when:} into a condition. What a condition needs besides comes from other keys of the rule;
 * which of two conditions of one name it is, an eager or a settled one, is said by the direction of the comparison.
 */
final class WhenParser {
    private static final List<String> NAMES = names();

    private final Call call;
    private final RuleKeys keys;
    private final List<Limit> limits;

    private WhenParser(Call call, List<Limit> limits, RuleKeys keys) {
        this.call = call;
        this.limits = limits;
        this.keys = keys;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("any"));
        names.addAll(MeasureReader.NAMES);
        names.addAll(List.of("ratio", "absent", "new", "sequence", "together", "spike", "drop", "baseline"));
        return List.copyOf(names);
    }

    /** Whether a call of this name is a condition. */
    static boolean knows(String name) {
        return NAMES.contains(name) || MeasureReader.knows(name);
    }

    /** Whether a condition of this name is compared with a number. */
    static boolean compares(Call call) {
        return switch (call.name()) {
            case "any", "absent", "new", "sequence", "together" -> false;
            default -> true;
        };
    }

    /** How a condition of this name is compared. */
    static String example(Call call) {
        return switch (call.name()) {
            case "count" -> "count() > 10";
            case "rate" -> "rate() > 50";
            case "ratio" -> "ratio(level:ERROR) > 5%";
            case "distinct" -> "distinct(user) > 10";
            case "sum" -> "sum(bytes) > 5GB";
            case "spike", "drop" -> call.name() + "(count()) > 3";
            case "baseline" -> "baseline(count()) > 6";
            default -> call.name() + "(duration_ms) > 2s";
        };
    }

    /**
     * Reads a condition.
     *
     * @param limits of the rule, all in one direction; without comparisons for a rule that records
     * @throws WhenSyntaxException when the text is none
     */
    static Condition parse(WhenText when, List<Limit> limits, RuleKeys keys, Known known) {
        Call call = when.call();
        return call == null ? event(when.text(), keys, known) : new WhenParser(call, limits, keys).condition();
    }

    private static Condition event(String text, RuleKeys keys, Known known) {
        try {
            return EventReader.event(text, keys.let(), known, keys.minHistory());
        } catch (WhenSyntaxException e) {
            Call call = Call.read(new TextCursor(text));
            boolean alone = call != null
                    && (call.argument() != null || text.substring(call.end()).isBlank());
            if (call == null || !alone) throw e;
            String hint = Nearest.hint(call.name(), NAMES);
            throw new WhenSyntaxException(
                    "unknown condition '" + call.name() + "'"
                            + (hint.isEmpty() ? ", known are " + String.join(", ", NAMES) : hint),
                    call.nameAt());
        }
    }

    private Condition condition() {
        return switch (call.name()) {
            case "any" -> any();
            case "ratio" -> new RatioCondition(query(), keys.minVolume(RatioCondition.MIN_VOLUME_DEFAULT));
            case "absent" -> absent();
            case "new" -> fresh();
            case "sequence", "together" -> sequence();
            case "spike", "drop" ->
                new ShiftCondition(
                        inner("count()"),
                        call.name().equals("spike"),
                        keys.minVolume(ShiftCondition.MIN_VOLUME_DEFAULT));
            case "baseline" -> baseline();
            case "distinct" ->
                grows() && fewEnough()
                        ? new DistinctCondition(KeyFieldReader.only(call))
                        : measured(MeasureReader.of(call));
            default -> measured(MeasureReader.of(call));
        };
    }

    /** Whether the rule asks for more of what only grows. */
    private boolean grows() {
        Comparison comparison = limits.getFirst().comparison();
        return comparison != null && comparison.monotone();
    }

    /** More of what only grows is decided by the event; everything else when the window is complete. */
    private Condition measured(Measure measure) {
        boolean grows = grows();
        return switch (measure) {
            case Measure.Count count when grows -> new CountCondition();
            case Measure.Sum sum when grows -> new SumCondition(sum.field());
            case Measure.Count count -> settled(measure, MeasureCondition.MIN_VOLUME_OF_TOTALS);
            case Measure.Rate rate -> settled(measure, MeasureCondition.MIN_VOLUME_OF_TOTALS);
            case Measure.Sum sum -> settled(measure, MeasureCondition.MIN_VOLUME_OF_TOTALS);
            case Measure.Distinct distinct -> settled(measure, MeasureCondition.MIN_VOLUME_OF_TOTALS);
            case Measure.Average average -> settled(measure, MeasureCondition.MIN_VOLUME_DEFAULT);
            case Measure.Least least -> settled(measure, MeasureCondition.MIN_VOLUME_DEFAULT);
            case Measure.Most most -> settled(measure, MeasureCondition.MIN_VOLUME_DEFAULT);
            case Measure.Deviation deviation -> settled(measure, MeasureCondition.MIN_VOLUME_DEFAULT);
            case Measure.Percentile percentile -> settled(measure, MeasureCondition.MIN_VOLUME_DEFAULT);
        };
    }

    private boolean fewEnough() {
        return limits.stream().allMatch(limit -> limit.neededAtMost() <= DistinctCondition.NEEDED_MAX);
    }

    private Condition settled(Measure measure, long minVolume) {
        return new MeasureCondition(measure, keys.minVolume(minVolume));
    }

    private Condition any() {
        noArgument();
        return new AnyCondition();
    }

    private Condition absent() {
        noArgument();
        return new AbsentCondition(keys.declared(), keys.learnAfter(), keys.forget());
    }

    private Condition fresh() {
        List<KeyField> fields = KeyFieldReader.all(call);
        if (fields.isEmpty() || fields.size() > NewCondition.FIELDS_MAX)
            throw new WhenSyntaxException(
                    "new() takes 1 to " + NewCondition.FIELDS_MAX + " fields, as in new(user, country), not "
                            + fields.size(),
                    call.argumentAt());
        return new NewCondition(fields, keys.history(), keys.learnAfter());
    }

    private Condition sequence() {
        noArgument();
        boolean ordered = call.name().equals("sequence");
        return new SequenceCondition(keys.steps(ordered), ordered);
    }

    private Condition baseline() {
        return new BaselineCondition(
                inner("count()"), keys.side(), keys.minChange(), keys.minVolume(BaselineCondition.MIN_VOLUME_DEFAULT));
    }

    private Measure inner(String example) {
        String argument = call.argument();
        if (argument == null || argument.isBlank())
            throw new WhenSyntaxException(
                    call.name() + " needs a measure, as in " + call.name() + "(" + example + ")", call.argumentAt());
        return MeasureReader.parse(argument, call.argumentAt());
    }

    private Query query() {
        String part = call.argument();
        if (part == null || part.isBlank())
            throw new WhenSyntaxException("ratio needs a query, as in ratio(level:ERROR) > 5%", call.argumentAt());
        try {
            return Query.parse(part);
        } catch (QuerySyntaxException e) {
            throw new WhenSyntaxException(String.valueOf(e.getMessage()), call.argumentAt() + e.position());
        }
    }

    private void noArgument() {
        String argument = call.argument();
        if (argument != null && !argument.isBlank())
            throw new WhenSyntaxException(
                    call.print() + " takes no argument, the events are chosen by 'match'", call.argumentAt());
    }
}
