package io.tocsin.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the effects of one step; of each entity only the last version counts. */
final class Changes {
    private final List<Effect> effects = new ArrayList<>();
    private final Map<String, Optional<Entity>> entities = new LinkedHashMap<>();

    void add(Effect effect) {
        effects.add(effect);
    }

    void remember(Entity entity) {
        entities.put(entity.key(), Optional.of(entity));
    }

    void forget(String key) {
        entities.put(key, Optional.empty());
    }

    /** The effects in the order they were decided, then what has to be remembered and forgotten. */
    List<Effect> list() {
        List<Effect> all = new ArrayList<>(effects);
        entities.forEach((key, entity) ->
                all.add(entity.isPresent() ? new Effect.Remember(key, entity.get()) : new Effect.Forget(key)));
        return all;
    }
}
