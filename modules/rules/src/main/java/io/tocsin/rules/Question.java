package io.tocsin.rules;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that a rule will compare with profiles when the watermark has passed it. It keeps of the event only what is asked.
 *
 * @param rule the name of the rule
 * @param key of the rule
 * @param id of the event
 * @param fields the values of {@link Expression#fields()} in their order; null where the event has none
 * @param keys the keys of {@link Expression#profiles()} in their order; null where the event has none
 */
record Question(
        long at,
        String rule,
        Key key,
        long id,
        @Nullable String[] fields,
        @Nullable Key[] keys) implements PendingEvent {

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
