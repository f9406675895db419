package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.routing.Entity;
import io.tocsin.routing.RouterState;
import io.tocsin.server.simulate.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What a journal gave back, and whether it is what was written. */
record Replayed(List<Entity> entities, List<Incident> incidents, List<Outgoing> messages) {
    static Replayed of(AlertMemory memory) throws IOException {
        return new Replayed(
                memory.all(Turn.ROUTING, Entity.class),
                memory.all(IncidentDesk.KIND, Incident.class),
                memory.all(Messages.KIND, Outgoing.class));
    }

    RouterState routing() {
        return RouterState.of(entities);
    }

    private Map<String, Object> byKey() {
        Map<String, Object> all = new HashMap<>();
        entities.forEach(entity -> all.put(Turn.key(Turn.ROUTING, entity.key()), entity));
        incidents.forEach(incident -> all.put(Turn.key(IncidentDesk.KIND, incident.id()), incident));
        messages.forEach(message -> all.put(Turn.key(Messages.KIND, message.id()), message));
        return all;
    }

    List<Finding> differences(Map<String, Object> written) {
        return differences("what was read back", byKey(), "what was written", written);
    }

    /** The first entity of which two memories say different things. */
    static List<Finding> differences(String one, Map<String, Object> ones, String other, Map<String, Object> others) {
        List<Finding> found = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(ones.keySet());
        keys.addAll(others.keySet());
        for (String key : keys) {
            Object left = ones.get(key);
            Object right = others.get(key);
            if (Objects.equals(left, right)) continue;
            found.add(new Finding("replay", key + " in " + one + ": " + left + "\n    in " + other + ": " + right));
            break;
        }
        return found;
    }
}
