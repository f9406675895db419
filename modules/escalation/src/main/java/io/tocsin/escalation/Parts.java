package io.tocsin.escalation;

import io.tocsin.escalation.Effect.OpenAnew;
import io.tocsin.escalation.TimelineEntry.Kind;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the news of one group mean for an incident that has several: it fires while any of them does, waits when all that fires is
 * held back, and is over when nothing fires in any.
 */
final class Parts {
    private final Turn turn;

    Parts(Turn turn) {
        this.turn = turn;
    }

    /** The signal as the whole incident hears it; empty when it changes nothing for the whole. */
    Optional<Signal> whole(Signal signal) {
        if (turn.incident().parts().isEmpty()) return Optional.of(signal);
        if (signal instanceof Signal.Firing(AlertGroup group)) return Optional.of(heard(group));
        if (signal instanceof Signal.Cleared(AlertGroup group)) return Optional.of(heard(group));
        if (signal instanceof Signal.Held(String why, String key)) return hold(why, key);
        if (signal instanceof Signal.Released(String key)) return release(key);
        return Optional.of(signal);
    }

    private Signal heard(AlertGroup group) {
        boolean fires = !group.firingAt(turn.now).isEmpty();
        change(group.key(), part -> part.with(group).held(part.held() && !fires));
        return standing();
    }

    private Optional<Signal> hold(String why, String key) {
        change(key, part -> part.held(true));
        return anyAwake() ? Optional.empty() : Optional.of(new Signal.Held(why));
    }

    private Optional<Signal> release(String key) {
        change(key, part -> part.held(false));
        return anyAwake() ? Optional.of(new Signal.Released()) : Optional.empty();
    }

    private interface Change {
        Part of(Part part);
    }

    /** Changes the part with a key; all of them for the empty key. */
    private void change(String key, Change change) {
        List<Part> parts = new ArrayList<>(turn.incident().parts());
        parts.replaceAll(part -> key.isEmpty() || part.group().key().equals(key) ? change.of(part) : part);
        turn.become(parts);
    }

    private boolean anyAwake() {
        return turn.incident().parts().stream().anyMatch(part -> part.awake(turn.now));
    }

    /** What the groups together come to. */
    private Signal standing() {
        AlertGroup whole = Part.whole(turn.incident().parts(), turn.now);
        if (whole.firingAt(turn.now).isEmpty()) return new Signal.Cleared(whole);
        if (anyAwake() || !turn.incident().open()) return new Signal.Firing(whole);
        turn.become(whole, whole.severityAt(turn.now));
        return new Signal.Held("all that fires is held back");
    }

    /** Takes in the groups of another incident. */
    Signal absorb(Signal.Absorb absorb) {
        Incident from = absorb.from();
        int alerts = from.group().firingAt(turn.now).size();
        String firing = Sentences.count(alerts, "alert") + " firing";
        turn.tell(Kind.MERGED, absorb.by() + " merged " + from.id() + " into it: " + firing, absorb.by());
        List<Part> all = new ArrayList<>(Part.of(turn.incident()));
        all.addAll(Part.of(from));
        turn.become(all);
        return standing();
    }

    /**
     * A resolved incident stays as it is, and a group gets one of its own: from now on the two have nothing to do with each other.
     *
     * @param heard the group that fires, as it was heard of
     * @return whether any group is left to it
     */
    boolean leave(AlertGroup heard) {
        List<Part> left = turn.incident().parts().stream()
                .filter(part -> !part.group().key().equals(heard.key()))
                .toList();
        String policy = turn.incident().parts().stream()
                .filter(part -> part.group().key().equals(heard.key()))
                .findFirst()
                .map(Part::policy)
                .orElse("");
        keep(left);
        turn.emit(new OpenAnew(heard, policy));
        return !left.isEmpty();
    }

    private void keep(List<Part> left) {
        boolean alone = left.size() == 1
                && left.getFirst().incident().equals(turn.incident().id());
        if (alone) turn.become(left.getFirst().group(), turn.incident().severity());
        turn.become(alone ? List.of() : left);
    }

    /** All groups that fire get incidents of their own, but for those that are held back: they wait. Says whether there are any. */
    boolean leaveAwake() {
        List<Part> parts = turn.incident().parts();
        List<Part> held = parts.stream()
                .filter(part -> part.held() && !part.group().firingAt(turn.now).isEmpty())
                .toList();
        keep(held);
        if (!held.isEmpty()) turn.pause(new Pause(turn.now, null, "what still fires is held back"));
        for (Part part : parts) {
            if (part.awake(turn.now)) turn.emit(new OpenAnew(part.group(), part.policy()));
        }
        return !held.isEmpty();
    }

    /** What a person made up to page somebody is over when a person says so: nothing else ever ends it. */
    boolean endWhatWasMadeByHand() {
        List<Part> ended = new ArrayList<>(Part.of(turn.incident()));
        boolean any = ended.stream().anyMatch(Parts::byHand);
        if (!any) return false;
        ended.replaceAll(part -> byHand(part) ? part.with(ended(part.group())) : part);
        if (!turn.incident().parts().isEmpty()) turn.become(ended);
        AlertGroup whole = Part.whole(ended, turn.now);
        turn.become(whole, turn.incident().severity());
        return whole.firingAt(turn.now).isEmpty();
    }

    private static boolean byHand(Part part) {
        return part.group().key().startsWith(Incident.BY_HAND);
    }

    private AlertGroup ended(AlertGroup group) {
        List<Alert> alerts = group.alerts().stream()
                .map(alert -> alert.firingAt(turn.now) ? alert.endedAt(turn.now, turn.now) : alert)
                .toList();
        return new AlertGroup(group.key(), group.labels(), group.receiver(), alerts);
    }
}
