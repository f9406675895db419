package io.tocsin.rules;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one profile knows, by key: a bounded number of them, the one that was of no use for longest first. */
final class ProfileState {
    /** A key with three values of a month takes some kilobytes. */
    static final int KEYS_MAX = 100_000;

    /** Each new key looks at this many of the stalest, so that dead keys go as fast as live ones come. */
    private static final int FORGOTTEN_PER_KEY = 2;

    private final ProfileShape shape;
    private final Map<Key, ProfileMemory> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long evicted;
    private long skipped;

    ProfileState(ProfileShape shape) {
        this.shape = shape;
    }

    ProfileShape shape() {
        return shape;
    }

    /** Whether what this knows means the same to the other. */
    boolean measuresLike(ProfileState other) {
        return shape.print().equals(other.shape.print());
    }

    void learn(Lesson lesson) {
        ProfileMemory memory = byKey.get(lesson.key());
        if (memory == null) memory = open(lesson);
        memory.learn(lesson.at(), lesson.numbers(), lesson.texts());
    }

    private ProfileMemory open(Lesson lesson) {
        Iterator<ProfileMemory> stalest = byKey.values().iterator();
        for (int i = 0;
                i < FORGOTTEN_PER_KEY && stalest.hasNext() && stalest.next().isSpent(lesson.at());
                i++) {
            stalest.remove();
        }
        if (byKey.size() >= KEYS_MAX) {
            Iterator<Key> first = byKey.keySet().iterator();
            first.next();
            first.remove();
            evicted++;
        }
        ProfileMemory memory = new ProfileMemory(shape);
        byKey.put(lesson.key(), memory);
        return memory;
    }

    /** What is known of a key, which becomes the freshest; null when nothing is. */
    @Nullable
    ProfileMemory memory(Key key) {
        return byKey.get(key);
    }

    /** Counts an event without one of the by-fields. */
    void skipped() {
        skipped++;
    }

    /** How it goes, for the rule page and for metrics. */
    ProfileStatus status() {
        return new ProfileStatus(shape.profile().name(), byKey.size(), evicted, skipped);
    }

    void save(StateOut out) throws IOException {
        out.number(evicted);
        out.number(skipped);
        out.number(byKey.size());
        for (Map.Entry<Key, ProfileMemory> each : byKey.entrySet()) {
            each.getKey().save(out);
            each.getValue().save(out);
        }
    }

    void load(StateIn in) throws IOException {
        evicted = in.number();
        skipped = in.number();
        byKey.clear();
        int saved = in.count();
        for (int i = 0; i < saved; i++) {
            Key key = Key.load(in, shape.profile().by().size());
            ProfileMemory memory = new ProfileMemory(shape);
            memory.load(in);
            byKey.put(key, memory);
        }
    }
}
