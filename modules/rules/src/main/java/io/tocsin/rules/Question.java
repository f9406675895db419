package io.tocsin.rules;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event that a rule will compare with profiles when the watermark has passed it. It keeps of the event only what is asked. */
final class Question implements PendingEvent {
    private final long at;
    private final String rule;
    private final Key key;
    private final long id;
    private final @Nullable String[] fields;
    private final @Nullable Key[] keys;

    Question(long at, String rule, Key key, long id, @Nullable String[] fields, @Nullable Key[] keys) {
        this.at = at;
        this.rule = rule;
        this.key = key;
        this.id = id;
        this.fields = fields;
        this.keys = keys;
    }

    @Override
    public long at() {
        return at;
    }

    /** The name of the rule. */
    String rule() {
        return rule;
    }

    /** The key of the rule. */
    Key key() {
        return key;
    }

    /** The id of the event. */
    long id() {
        return id;
    }

    /** The values of {@link Expression#fields()} in their order; null where the event has none. Not to be written to. */
    @Nullable
    String[] fields() {
        return fields;
    }

    /** The keys of {@link Expression#profiles()} in their order; null where the event has none. Not to be written to. */
    @Nullable
    Key[] keys() {
        return keys;
    }

    void save(StateOut out) throws IOException {
        out.number(at);
        key.save(out);
        out.number(id);
        for (String field : fields) {
            out.flag(field != null);
            if (field != null) out.text(field);
        }
        for (Key each : keys) {
            out.flag(each != null);
            if (each != null) each.save(out);
        }
    }

    static Question load(StateIn in, Rule rule, Expression expression, Profiles profiles) throws IOException {
        long at = in.number();
        Key key = Key.load(in, rule.by().size());
        long id = in.number();
        @Nullable String[] fields = new String[expression.fields().size()];
        for (int i = 0; i < fields.length; i++) fields[i] = in.flag() ? in.text() : null;
        Set<String> names = expression.profiles();
        @Nullable Key[] keys = new Key[names.size()];
        int i = 0;
        for (String name : names) keys[i++] = in.flag() ? Key.load(in, profiles.byFields(name)) : null;
        return new Question(at, rule.name(), key, id, fields, keys);
    }
}
