package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What Alertmanager's notification log says, taken over. It names alerts by a hash that is not the fingerprint, and nobody can
 * go back from it to the labels; so its entries wait under a name of their own until the alerts are heard of again, and each
 * is known by its fingerprint from then on.
 */
public final class ImportedLog {
    /** Before the name of an integration: what it was told by Alertmanager about alerts that were not heard of since. */
    private static final String WAITING = "alertmanager:";

    private static final int SEPARATOR = 0xff;

    private ImportedLog() {}

    /**
     * One entry of Alertmanager's log.
     *
     * @param integration as {@link Integration#id}
     * @param firing hashes of the alerts that it believes to fire
     * @param resolved hashes of the alerts whose end was told
     * @param until when Alertmanager would have forgotten it
     */
    public record Told(
            String groupKey,
            String receiver,
            String integration,
            Instant at,
            List<Long> firing,
            List<Long> resolved,
            Instant until) {
        /** An entry that says nothing. */
        public static final Told NOTHING = new Told("", "", "", Instant.EPOCH, List.of(), List.of(), Instant.EPOCH);

        public Told {
            firing = List.copyOf(firing);
            resolved = List.copyOf(resolved);
        }

        /** The same, to be forgotten at another time. */
        public Told until(Instant other) {
            return new Told(groupKey, receiver, integration, at, firing, resolved, other);
        }

        /** As a router remembers it. */
        public Entity.LogEntry entry() {
            return new Entity.LogEntry(groupKey, receiver, WAITING + integration, at, firing, resolved);
        }
    }

    static boolean holds(Entity.LogEntry entry) {
        return entry.integration().startsWith(WAITING);
    }

    /**
     * What changes in the log of a group now that an alert has joined it.
     *
     * @param told what the receiver's integrations were told of the group, by integration
     */
    static List<Entity.LogEntry> recognised(SortedMap<String, Entity.LogEntry> told, Labels labels, long fingerprint) {
        List<Entity.LogEntry> changed = new ArrayList<>();
        long hash = hash(labels);
        for (Entity.LogEntry waiting : told.tailMap(WAITING).values()) {
            if (!holds(waiting)) break;
            boolean firing = waiting.firing().contains(hash);
            boolean resolved = waiting.resolved().contains(hash);
            if (!firing && !resolved) continue;
            String integration = waiting.integration().substring(WAITING.length());
            Entity.LogEntry known = told.get(integration);
            if (known == null) {
                known = new Entity.LogEntry(
                        waiting.groupKey(), waiting.receiver(), integration, waiting.at(), List.of(), List.of());
            }
            changed.add(with(
                    known,
                    firing ? plus(known.firing(), fingerprint) : known.firing(),
                    resolved ? plus(known.resolved(), fingerprint) : known.resolved()));
            changed.add(with(waiting, minus(waiting.firing(), hash), minus(waiting.resolved(), hash)));
        }
        return changed;
    }

    private static Entity.LogEntry with(Entity.LogEntry entry, List<Long> firing, List<Long> resolved) {
        return new Entity.LogEntry(
                entry.groupKey(), entry.receiver(), entry.integration(), entry.at(), firing, resolved);
    }

    private static List<Long> plus(List<Long> some, long one) {
        List<Long> more = new ArrayList<>(some);
        if (!more.contains(one)) more.add(one);
        more.sort(null);
        return more;
    }

    private static List<Long> minus(List<Long> some, long one) {
        return some.stream().filter(each -> each != one).toList();
    }

    /** Over the same bytes as the fingerprint. */
    static long hash(Labels labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map.Entry<String, String> label : labels.map().entrySet()) {
            bytes.writeBytes(label.getKey().getBytes(StandardCharsets.UTF_8));
            bytes.write(SEPARATOR);
            bytes.writeBytes(label.getValue().getBytes(StandardCharsets.UTF_8));
            bytes.write(SEPARATOR);
        }
        return XxHash64.of(bytes.toByteArray());
    }
}
