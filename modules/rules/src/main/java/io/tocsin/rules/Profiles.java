package io.tocsin.rules;

import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All profiles, and the events that wait to be learnt from or compared with them.
 *
 * <p>There is one queue with one lateness, the largest of the rules that ask profiles; these rules have that lateness too.
 * So an event is compared with what happened before it and nothing else: a rule may ask several profiles, a profile may serve
 * several rules, and each of them sees all events up to the same instant. When the watermark has passed a millisecond, first
 * everything in it is compared and then learnt from.
 *
 * <p>An event later than that is learnt from when it comes; it is not compared, because the past before it is gone.
 */
final class Profiles {
    /** Some 150 MB. Beyond it the oldest are taken before their time, and counted. */
    static final int WAITING_MAX = 1_000_000;

    /** Without a rule that asks. */
    private static final Duration LATE_DEFAULT = Duration.ofSeconds(30);

    private final Map<String, ProfileState> profiles = new LinkedHashMap<>();
    /** As they stand in the set of rules. */
    private final List<String> names;

    /** By the name of a rule what it asks. */
    private final Map<String, QuestionNames> asking = new HashMap<>();

    private final WaitingEvents waiting = new WaitingEvents();

    /** Names of profiles that began with this engine. */
    private final Set<String> cold = new HashSet<>();

    private final long late;
    private long watermark = SourceClock.NEVER;
    private long early;

    Profiles(RuleSet rules) {
        names = rules.profiles().stream().map(Profile::name).toList();
        Duration longest = null;
        for (Rule rule : rules.rules()) {
            if (!(rule.when() instanceof EventCondition event) || !asks(rule)) continue;
            asking.put(rule.name(), QuestionNames.of(event.expression()));
            if (longest == null || rule.late().compareTo(longest) > 0) longest = rule.late();
        }
        late = (longest == null ? LATE_DEFAULT : longest).toMillis();
        for (Profile profile : rules.profiles()) {
            profiles.put(profile.name(), new ProfileState(new ProfileShape(profile)));
            cold.add(profile.name());
        }
    }

    /**
     * Goes on with what was known before a reload, as far as profiles and rules are the same.
     *
     * @param rules the names of rules that ask the same as before
     */
    void takeOver(Profiles before, Set<String> rules) {
        watermark = before.watermark;
        early = before.early;
        profiles.replaceAll((name, state) -> {
            ProfileState old = before.profiles.get(name);
            if (old == null || !old.measuresLike(state)) return state;
            if (!before.cold.contains(name)) cold.remove(name);
            return old;
        });
        takeWaiting(before, rules);
    }

    /**
     * Takes over from an engine that was filled from the past what it knows and this one does not: profiles that began with
     * this engine, and what rules are about to ask. Others than these rules ask for were not filled for anybody, and perhaps
     * from a past that is too short.
     *
     * @param rules the names of rules that were filled
     * @param asked the names of the profiles that these ask
     */
    void join(Profiles warmed, Set<String> rules, Set<String> asked) {
        Set<ProfileState> gone = new HashSet<>();
        profiles.replaceAll((name, state) -> {
            ProfileState filled = warmed.profiles.get(name);
            boolean known = filled != null && asked.contains(name) && cold.remove(name);
            if (filled == null || !known || !filled.measuresLike(state)) return state;
            gone.add(state);
            return filled;
        });
        waiting.removeIf(event -> event instanceof Lesson lesson && gone.contains(lesson.profile()));
        takeWaiting(warmed, rules);
    }

    private void takeWaiting(Profiles other, Set<String> rules) {
        for (PendingEvent event : other.waiting.all()) {
            boolean stays = switch (event) {
                case Lesson lesson -> profiles.containsValue(lesson.profile());
                case Question question -> rules.contains(question.rule());
            };
            if (stays) waiting.add(event);
        }
    }

    static boolean asks(Rule rule) {
        return rule.when() instanceof EventCondition event && event.expression().asksProfiles();
    }

    /** How long the profiles remember that a rule asks. */
    Duration memoryOf(Rule rule) {
        Duration longest = Duration.ZERO;
        if (!(rule.when() instanceof EventCondition event)) return longest;
        for (String name : event.expression().profiles()) {
            ProfileState state = profiles.get(name);
            Duration keep =
                    state == null ? Duration.ZERO : state.shape().profile().keep();
            if (keep.compareTo(longest) > 0) longest = keep;
        }
        return longest;
    }

    /** The lateness of all rules that ask. */
    long late() {
        return late;
    }

    /** Lets a profile, by its number in the set of rules, learn from an event that it matches when its time has come. */
    void observe(int number, LogEvent event, long at) {
        ProfileState profile = Objects.requireNonNull(profiles.get(names.get(number)));
        ProfileShape shape = profile.shape();
        Key key = Key.of(shape.profile().by(), event.fields());
        if (key == null) {
            profile.skipped();
            return;
        }
        Lesson lesson = new Lesson(at, profile, key, shape.numbers(event.fields()), shape.texts(event.fields()));
        if (at < watermark) profile.learn(lesson);
        else waiting.add(lesson);
    }

    /** Compares an event when its time has come. */
    void ask(long at, LogEvent event, RuleState rule, Key key) {
        if (at < watermark) {
            rule.counters().tooLate(at);
            return;
        }
        QuestionNames asked = Objects.requireNonNull(asking.get(rule.rule().name()));
        @Nullable String[] fields = new String[asked.fields().size()];
        for (int i = 0; i < fields.length; i++)
            fields[i] = event.fields().first(asked.fields().get(i));
        @Nullable Key[] keys = new Key[asked.profiles().size()];
        for (int i = 0; i < keys.length; i++) keys[i] = keyOf(asked.profiles().get(i), event);
        waiting.add(new Question(at, rule.rule().name(), key, event.id(), fields, keys));
    }

    private @Nullable Key keyOf(String profile, LogEvent event) {
        ProfileState state = profiles.get(profile);
        return state == null ? null : Key.of(state.shape().profile().by(), event.fields());
    }

    /**
     * Takes all events that the watermark has passed.
     *
     * @param rules those that ask, by name
     * @return whether anything was compared, so that rules may have new deadlines
     */
    boolean settle(long frontier, Map<String, RuleState> rules) {
        watermark = Math.max(watermark, frontier - late);
        boolean compared = false;
        for (PendingEvent next = waiting.peek(); next != null; next = waiting.peek()) {
            boolean crowded = waiting.size() > WAITING_MAX;
            if (next.at() >= watermark && !crowded) break;
            if (next.at() >= watermark) early++;
            waiting.poll();
            switch (next) {
                case Lesson lesson -> lesson.profile().learn(lesson);
                case Question question -> compared |= answer(question, rules.get(question.rule()));
            }
        }
        return compared;
    }

    private boolean answer(Question question, @Nullable RuleState rule) {
        QuestionNames asked = asking.get(question.rule());
        if (rule == null || asked == null || !(rule.rule().when() instanceof EventCondition condition)) return false;
        Facts facts = new PastFacts(question, asked, condition.minHistory(), this);
        if (condition.expression().ask(facts) != Verdict.YES) return false;
        if (!(rule.window(question.key()) instanceof EventWindow window)) return false;
        window.decided(question.at(), question.id(), condition.expression().explain(facts), rule);
        return true;
    }

    @Nullable
    ProfileMemory memory(String profile, Key key) {
        ProfileState state = profiles.get(profile);
        return state == null ? null : state.memory(key);
    }

    Profile.@Nullable Value value(String profile, String value) {
        ProfileState state = profiles.get(profile);
        return state == null ? null : state.shape().value(value);
    }

    /** How many by-fields a profile has. */
    int byFields(String profile) {
        ProfileState state = profiles.get(profile);
        return state == null ? 0 : state.shape().profile().by().size();
    }

    /** How each profile goes, in the order of the files. */
    List<ProfileStatus> status() {
        return profiles.values().stream().map(ProfileState::status).toList();
    }

    /** Events that were taken before their time because too many were waiting. */
    long early() {
        return early;
    }

    void save(StateOut out, Collection<RuleState> rules) throws IOException {
        new ProfilesCheckpoint(this).save(out, rules);
    }

    void load(StateIn in, Collection<RuleState> rules) throws IOException {
        new ProfilesCheckpoint(this).load(in, rules);
    }

    long watermark() {
        return watermark;
    }

    /** Goes on with what was read from a checkpoint. */
    void goOn(long savedWatermark, Collection<String> known, Collection<PendingEvent> saved) {
        watermark = savedWatermark;
        cold.removeAll(known);
        waiting.clear();
        waiting.addAll(saved);
    }

    Map<String, ProfileState> states() {
        return profiles;
    }

    List<PendingEvent> waiting() {
        return waiting.all();
    }
}
