package io.tocsin.rules;

import org.jspecify.annotations.Nullable;

/** A question with its answers: the fields of the event, and profiles as they are before it. */
final class PastFacts implements Facts {
    private final QuestionNames names;
    private final @Nullable String[] fields;
    private final @Nullable ProfileMemory[] memories;
    private final Profiles profiles;
    private final long at;

    /**
     * What a profile has seen too little of is unknown.
     *
     * @param names of what the question holds
     * @param minHistory how many events of a profile are enough
     */
    PastFacts(Question question, QuestionNames names, long minHistory, Profiles profiles) {
        this.names = names;
        this.fields = question.fields();
        this.profiles = profiles;
        this.at = question.at();
        this.memories = new ProfileMemory[names.profiles().size()];
        for (int i = 0; i < memories.length; i++) {
            Key key = question.keys()[i];
            ProfileMemory memory =
                    key == null ? null : profiles.memory(names.profiles().get(i), key);
            if (memory != null && memory.events(at) >= minHistory) memories[i] = memory;
        }
    }

    @Override
    public @Nullable String field(String name) {
        int place = names.fields().indexOf(name);
        return place < 0 ? null : fields[place];
    }

    private @Nullable ProfileMemory memory(String profile) {
        int place = names.profiles().indexOf(profile);
        return place < 0 ? null : memories[place];
    }

    @Override
    public double number(String profile, String value) {
        ProfileMemory memory = memory(profile);
        return memory != null && profiles.value(profile, value) instanceof Profile.Value.Number number
                ? memory.number(number.measure(), at)
                : Double.NaN;
    }

    @Override
    public @Nullable String text(String profile, String value) {
        ProfileMemory memory = memory(profile);
        return memory != null && profiles.value(profile, value) instanceof Profile.Value.Last last
                ? memory.last(last.field(), at)
                : null;
    }

    @Override
    public Verdict has(String profile, String value, String text) {
        ProfileMemory memory = memory(profile);
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
