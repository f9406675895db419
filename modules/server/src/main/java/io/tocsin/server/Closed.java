package io.tocsin.server;

import io.tocsin.model.Destination;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Destinations that want nothing any more, and get nothing. A phone that said STOP is remembered until it says START. An
 * endpoint that answered that it is gone is left alone until the configuration is read again: somebody has looked at it then.
 * Owned by the alert loop.
 */
final class Closed {
    static final String KIND = "stopped";

    private final Map<String, Stopped> stopped = new LinkedHashMap<>();
    private final Map<String, String> gone = new TreeMap<>();

    /** Those that were gone before the configuration was read again, and have not answered since. */
    private final Set<String> suspects = new HashSet<>();

    /** A phone that wants no messages. */
    record Stopped(String number, Instant at) {}

    void restore(Collection<Stopped> known) {
        known.forEach(phone -> stopped.put(phone.number(), phone));
    }

    boolean isOpen(String address, Destination destination) {
        boolean silent = destination instanceof Destination.Sms sms && stopped.containsKey(sms.to());
        return !silent && !gone.containsKey(address);
    }

    void stop(String number, Turn turn) {
        Stopped phone = new Stopped(number, turn.now());
        if (stopped.putIfAbsent(number, phone) == null) turn.put(KIND, number, phone);
    }

    void start(String number, Turn turn) {
        if (stopped.remove(number) != null) turn.forget(KIND, number);
    }

    /** The other side says that it wants nothing more. */
    void refused(String address, Destination destination, String detail, Turn turn) {
        if (destination instanceof Destination.Sms sms) stop(sms.to(), turn);
        else gone.put(address, detail);
        suspects.remove(address);
    }

    /** An endpoint answered, and not that it is gone. */
    void answered(String address) {
        suspects.remove(address);
    }

    /** Whether it is to be asked once, before anything else is sent there. */
    boolean isSuspect(String address) {
        return suspects.contains(address);
    }

    /** The configuration was read again. */
    void tryAgain() {
        suspects.addAll(gone.keySet());
        gone.clear();
    }

    /** What to tell about endpoints that are gone. */
    OwnAlerts.Trouble trouble() {
        return new OwnAlerts.Trouble(
                "TocsinWebhookGone",
                "An endpoint answered that it is gone (410), and is told nothing until the configuration is read again.",
                "tocsin-delivery",
                () -> gone.isEmpty() ? null : String.join("; ", gone()));
    }

    /** Endpoints that are gone, with what they said. */
    List<String> gone() {
        return gone.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    void everything(Map<String, Object> all) {
        stopped.values().forEach(phone -> all.put(Turn.key(KIND, phone.number()), phone));
    }
}
