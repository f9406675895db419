package io.tocsin.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A question with its answers: the fields of the event, and profiles as they are before it. */
final class PastFacts implements Facts {
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, ProfileMemory> memories = new HashMap<>();
    private final Profiles profiles;
    private final long at;

    /** What a profile has seen too little of is unknown. */
    PastFacts(Question question, EventCondition condition, Profiles profiles) {
        this.profiles = profiles;
        this.at = question.at();
        int i = 0;
        for (String name : condition.expression().fields()) {
            String value = question.fields()[i++];
            if (value != null) fields.put(name, value);
        }
        i = 0;
        Set<String> names = condition.expression().profiles();
        for (String name : names) {
            Key key = question.keys()[i++];
            ProfileMemory memory = key == null ? null : profiles.memory(name, key);
            if (memory != null && memory.events(at) >= condition.minHistory()) memories.put(name, memory);
        }
    }

    @Override
    public @Nullable String field(String name) {
        return fields.get(name);
    }

    @Override
    public double number(String profile, String value) {
        ProfileMemory memory = memories.get(profile);
        return memory != null && profiles.value(profile, value) instanceof Profile.Value.Number number
                ? memory.number(number.measure(), at)
                : Double.NaN;
    }

    @Override
    public @Nullable String text(String profile, String value) {
        ProfileMemory memory = memories.get(profile);
        return memory != null && profiles.value(profile, value) instanceof Profile.Value.Last last
                ? memory.last(last.field(), at)
                : null;
    }

    @Override
    public Verdict has(String profile, String value, String text) {
        ProfileMemory memory = memories.get(profile);
        Profile.Value kept = profiles.value(profile, value);
        if (memory == null || kept == null) return Verdict.UNKNOWN;
        return switch (kept) {
            case Profile.Value.Known known -> Verdict.of(memory.knows(known.field(), text, at));
            case Profile.Value.Top top -> Verdict.of(memory.isTop(top.field(), top.size(), text, at));
            case Profile.Value.Last last -> {
                String before = memory.last(last.field(), at);
                yield before == null ? Verdict.UNKNOWN : Verdict.of(before.equals(text));
            }
            case Profile.Value.Number number -> Verdict.UNKNOWN;
        };
    }
}
