package io.tocsin.routing;

import io.tocsin.model.Labels;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One question about alerts or groups: the filter made ready, and what is the same for many of them asked once. */
final class Reading {
    private static final int HEX_DIGITS = 16;

    final AlertFilter filter;
    final Instant now;
    final Matchers matchers;
    /** The fingerprint behind which the page begins; null for the first page. */
    final @Nullable Long after;

    private final RoutingConfig config;
    private final Evaluation evaluation;
    private final Matchers receiverMatchers;
    private final Map<String, Boolean> heard = new HashMap<>();
    private final IdentityHashMap<Route, List<String>> muting = new IdentityHashMap<>();

    Reading(RoutingConfig config, Evaluation evaluation, AlertFilter filter, Instant now) {
        this.config = config;
        this.evaluation = evaluation;
        this.filter = filter;
        this.now = now;
        this.matchers = new Matchers(filter.matchers());
        this.receiverMatchers = new Matchers(filter.receiverMatchers());
        this.after = fingerprint(filter.after());
    }

    /** A shorter text stands before all fingerprints that begin with it; what is no fingerprint begins no page. */
    private static @Nullable Long fingerprint(String after) {
        if (after.isEmpty() || after.length() > HEX_DIGITS) return null;
        for (int i = 0; i < after.length(); i++) {
            if (Character.digit(after.charAt(i), 16) < 0) return null;
        }
        return Long.parseUnsignedLong(after + "0".repeat(HEX_DIGITS - after.length()), 16);
    }

    /** Whether an alert fires and has the labels that are asked for. */
    boolean asks(Tracked alert) {
        return alert.alert().firingAt(now) && matchers.matches(alert.labels());
    }

    /** Whether only some receivers are asked for. */
    boolean narrowsReceivers() {
        return filter.receiver() != null || !filter.receiverMatchers().isEmpty();
    }

    boolean heardByAny(Tracked alert) {
        if (!narrowsReceivers()) return true;
        for (Group group : alert.groups()) {
            if (hears(group.receiver.name())) return true;
        }
        return false;
    }

    boolean hears(String receiver) {
        return !narrowsReceivers() || heard.computeIfAbsent(receiver, this::asksFor);
    }

    private boolean asksFor(String receiver) {
        if (filter.receiver() != null && !filter.receiver().matches(receiver)) return false;
        Receiver found = config.receivers().get(receiver);
        return filter.receiverMatchers().isEmpty()
                || (found != null && receiverMatchers.matches(Labels.of(found.labels())));
    }

    /** Names of the time intervals that silence a route now. */
    List<String> muting(Route route) {
        return muting.computeIfAbsent(route, asked -> List.copyOf(evaluation.muting(asked, now)));
    }
}
