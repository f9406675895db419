package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The meaning of eager conditions, said as plainly as possible: all events are kept and looked at again for each instant. */
final class EagerReference {
    private final Rule rule;
    private final List<LogEvent> all;
    private final List<Profile> profiles;
    private final long within;

    private EagerReference(Rule rule, List<Profile> profiles, List<LogEvent> all) {
        this.rule = rule;
        this.profiles = profiles;
        this.all = all;
        this.within = rule.within().toMillis();
    }

    /** The episodes of one tier, as they are known when the watermark is there. */
    static List<Episode> episodes(Rule rule, int tier, List<Profile> profiles, List<LogEvent> all, long watermark) {
        EagerReference reference = new EagerReference(rule, profiles, all);
        List<Episode> episodes = new ArrayList<>();
        Map<String, List<LogEvent>> byKey = new TreeMap<>();
        for (LogEvent event : all) {
            if (!rule.match().matches(event)) continue;
            String key = rule.by().stream()
                    .map(field -> field.label() + "=" + field.of(event.fields()))
                    .collect(Collectors.joining(","));
            byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
        }
        byKey.forEach((key, own) ->
                episodes.addAll(reference.merged(key, reference.instants(tier, own, watermark), watermark)));
        Collections.sort(episodes);
        return episodes;
    }

    private List<Episode> merged(String key, SortedSet<Long> instants, long watermark) {
        long resolveAfter = rule.resolveAfter().toMillis();
        List<Episode> episodes = new ArrayList<>();
        long start = -1;
        long last = -1;
        for (long instant : instants) {
            if (start >= 0 && instant - last > resolveAfter) {
                episodes.add(new Episode(key, start, last + resolveAfter));
                start = -1;
            }
            if (start < 0) start = instant;
            last = instant;
        }
        if (start >= 0)
            episodes.add(new Episode(key, start, watermark > last + resolveAfter ? last + resolveAfter : -1));
        return episodes;
    }

    private SortedSet<Long> instants(int tier, List<LogEvent> own, long watermark) {
        Limit limit = rule.limits().get(tier);
        return switch (rule.when()) {
            case SumCondition sum -> {
                List<LogEvent> numbers = own.stream()
                        .filter(event -> number(event, sum.field()) >= 0)
                        .toList();
                yield where(numbers, at -> limit.holds(sum(numbers, sum.field(), at), at));
            }
            case DistinctCondition distinct -> {
                List<LogEvent> valued = own.stream()
                        .filter(event -> distinct.field().of(event.fields()) != null)
                        .toList();
                yield where(valued, at -> distinct(valued, distinct.field(), at) >= limit.needed(at));
            }
            case NewCondition fresh -> fresh(own, fresh);
            case SequenceCondition sequence when sequence.ordered() -> sequence(own, new Steps(sequence), watermark);
            case SequenceCondition together -> {
                List<LogEvent> steps = own.stream()
                        .filter(event -> new Steps(together).mask(event) != 0)
                        .toList();
                yield where(steps, at -> together(window(steps, at), together, 0, new HashSet<>()));
            }
            case EventCondition event -> events(own, event, watermark);
            default -> throw new IllegalArgumentException(rule.when().print());
        };
    }

    private static SortedSet<Long> where(List<LogEvent> events, LongPredicate isTrue) {
        SortedSet<Long> instants = new TreeSet<>();
        for (LogEvent event : events) if (isTrue.test(at(event))) instants.add(at(event));
        return instants;
    }

    private static long at(LogEvent event) {
        return event.time().toEpochMilli();
    }

    private static double number(LogEvent event, String field) {
        String text = event.fields().first(field);
        return text == null ? -1 : Numbers.of(text).orElse(-1);
    }

    private List<LogEvent> window(List<LogEvent> events, long until) {
        return events.stream()
                .filter(event -> at(event) <= until && at(event) > until - within)
                .toList();
    }

    private double sum(List<LogEvent> events, String field, long until) {
        BigDecimal sum = BigDecimal.ZERO;
        for (LogEvent event : events) {
            boolean recent = at(event) * 240 / within > until * 240 / within - 240;
            if (at(event) <= until && recent)
                sum = sum.add(new BigDecimal(String.valueOf(event.fields().first(field))));
        }
        return sum.doubleValue();
    }

    private long distinct(List<LogEvent> events, KeyField field, long until) {
        return window(events, until).stream()
                .map(event -> field.of(event.fields()))
                .distinct()
                .count();
    }

    private static List<String> combination(LogEvent event, List<KeyField> fields) {
        return fields.stream()
                .map(field -> String.valueOf(field.of(event.fields())))
                .toList();
    }

    private SortedSet<Long> fresh(List<LogEvent> own, NewCondition condition) {
        long history = condition.history().toMillis();
        List<LogEvent> valued = own.stream()
                .filter(event -> condition.fields().stream().allMatch(field -> field.of(event.fields()) != null))
                .sorted(Comparator.comparing(LogEvent::time))
                .toList();
        SortedSet<Long> instants = new TreeSet<>();
        for (LogEvent event : valued) {
            long at = at(event);
            long since = at;
            for (LogEvent before : valued.reversed()) {
                if (at(before) <= since && since - at(before) < history) since = at(before);
            }
            boolean seen = valued.stream()
                    .anyMatch(before -> at(before) < at
                            && at(before) > at - history
                            && combination(before, condition.fields()).equals(combination(event, condition.fields())));
            if (!seen && since <= at - condition.learnAfter().toMillis()) instants.add(at);
        }
        return instants;
    }

    private SortedSet<Long> sequence(List<LogEvent> own, Steps steps, long watermark) {
        List<LogEvent> events = own.stream()
                .filter(event -> steps.mask(event) != 0)
                .sorted(Comparator.comparing(LogEvent::time)
                        .thenComparing((one, other) -> Steps.compare(steps.mask(one), steps.mask(other))))
                .toList();
        SortedSet<Long> instants = new TreeSet<>();
        for (int last = 0; last < events.size(); last++) {
            long start = start(events, steps, steps.last(), last, at(events.get(last)));
            if (start < 0) continue;
            long deadline = start + within;
            if (!steps.endsAbsent()) instants.add(at(events.get(last)));
            else if (deadline <= watermark && !absentCame(events, steps, last, deadline)) instants.add(deadline);
        }
        return instants;
    }

    /** The latest beginning of a chain whose given step is taken by the given event; -1 when there is none. */
    private long start(List<LogEvent> events, Steps steps, int step, int index, long end) {
        if ((steps.mask(events.get(index)) & 1 << step) == 0) return -1;
        if (step == 0) return at(events.get(index)) > end - within ? at(events.get(index)) : -1;
        long latest = -1;
        for (int before = index - 1; before >= 0 && at(events.get(before)) > end - within; before--) {
            if (steps.isAbsent(step - 1) && came(events, steps, step - 1, before, index)) continue;
            latest = Math.max(latest, start(events, steps, steps.before(step), before, end));
        }
        return latest;
    }

    private static boolean came(List<LogEvent> events, Steps steps, int absent, int after, int before) {
        for (int i = after + 1; i < before; i++) if ((steps.mask(events.get(i)) & 1 << absent) != 0) return true;
        return false;
    }

    private static boolean absentCame(List<LogEvent> events, Steps steps, int last, long deadline) {
        for (int i = last + 1; i < events.size() && at(events.get(i)) < deadline; i++) {
            if ((steps.mask(events.get(i)) & 1 << (steps.size() - 1)) != 0) return true;
        }
        return false;
    }

    private static boolean together(List<LogEvent> window, SequenceCondition condition, int step, Set<Long> used) {
        if (step == condition.steps().size()) return true;
        for (LogEvent event : window) {
            if (!condition.steps().get(step).match().matches(event) || !used.add(event.id())) continue;
            if (together(window, condition, step + 1, used)) return true;
            used.remove(event.id());
        }
        return false;
    }

    private SortedSet<Long> events(List<LogEvent> own, EventCondition condition, long watermark) {
        SortedSet<Long> instants = new TreeSet<>();
        for (LogEvent event : own) {
            boolean decided = condition.eager() || at(event) < watermark;
            if (decided && condition.expression().ask(new Naive(event, condition.minHistory())) == Verdict.YES)
                instants.add(at(event));
        }
        return instants;
    }

    /** What all events before this one say together. */
    private final class Naive implements Facts {
        private final LogEvent event;
        private final long minHistory;

        Naive(LogEvent event, long minHistory) {
            this.event = event;
            this.minHistory = minHistory;
        }

        @Override
        public @Nullable String field(String name) {
            return event.fields().first(name);
        }

        private Profile profile(String name) {
            return profiles.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private List<LogEvent> past(Profile profile) {
            ProfileShape shape = new ProfileShape(profile);
            List<String> key = combination(event, profile.by());
            if (profile.by().stream().anyMatch(field -> field.of(event.fields()) == null)) return List.of();
            List<LogEvent> past = all.stream()
                    .filter(profile.match()::matches)
                    .filter(before -> profile.by().stream().allMatch(field -> field.of(before.fields()) != null))
                    .filter(before -> combination(before, profile.by()).equals(key))
                    .filter(before -> at(before) < at(event) && shape.cellOf(at(before)) >= shape.oldestCell(at(event)))
                    .sorted(Comparator.comparing(LogEvent::time))
                    .toList();
            return past.size() < minHistory ? List.of() : past;
        }

        @Override
        public double number(String name, String value) {
            Profile profile = profile(name);
            if (!(profile.values().get(value) instanceof Profile.Value.Number number)) return Double.NaN;
            List<LogEvent> past = past(profile);
            if (past.isEmpty()) return Double.NaN;
            double[] numbers = past.stream()
                    .map(each -> each.fields().first("n"))
                    .filter(text -> text != null && Numbers.of(text).isPresent())
                    .mapToDouble(text -> Numbers.of(text).orElseThrow())
                    .toArray();
            var statistics = Arrays.stream(numbers).summaryStatistics();
            if (number.measure() instanceof Measure.Count) return past.size();
            if (numbers.length == 0) return number.measure() instanceof Measure.Sum ? 0 : Double.NaN;
            double mean = statistics.getAverage();
            return switch (number.measure()) {
                case Measure.Average average -> mean;
                case Measure.Most most -> statistics.getMax();
                case Measure.Least least -> statistics.getMin();
                case Measure.Sum sum -> statistics.getSum();
                case Measure.Deviation deviation ->
                    Math.sqrt(Arrays.stream(numbers)
                            .map(each -> (each - mean) * (each - mean))
                            .average()
                            .orElse(0));
                default -> throw new IllegalArgumentException(number.measure().print());
            };
        }

        private List<String> texts(Profile profile, KeyField field) {
            return past(profile).stream()
                    .map(each -> field.of(each.fields()))
                    .filter(text -> text != null)
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
        }

        @Override
        public @Nullable String text(String name, String value) {
            Profile profile = profile(name);
            if (!(profile.values().get(value) instanceof Profile.Value.Last last)) return null;
            List<LogEvent> past = past(profile).stream()
                    .filter(each -> last.field().of(each.fields()) != null)
                    .toList();
            if (past.isEmpty()) return null;
            long newest = at(past.getLast());
            return past.stream()
                    .filter(each -> at(each) == newest)
                    .map(each -> String.valueOf(last.field().of(each.fields())).toLowerCase(Locale.ROOT))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }

        @Override
        public Verdict has(String name, String value, String text) {
            Profile profile = profile(name);
            if (past(profile).isEmpty()) return Verdict.UNKNOWN;
            return switch (Objects.requireNonNull(profile.values().get(value))) {
                case Profile.Value.Known known ->
                    Verdict.of(texts(profile, known.field()).contains(text));
                case Profile.Value.Top top -> {
                    Map<String, Long> counts = new HashMap<>();
                    texts(profile, top.field()).forEach(each -> counts.merge(each, 1L, Long::sum));
                    yield Verdict.of(counts.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue()
                                    .reversed()
                                    .thenComparing(Map.Entry.comparingByKey()))
                            .limit(top.size())
                            .anyMatch(each -> each.getKey().equals(text)));
                }
                default -> throw new IllegalArgumentException(value);
            };
        }
    }
}
