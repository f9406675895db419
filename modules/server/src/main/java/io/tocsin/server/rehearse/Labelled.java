package io.tocsin.server.rehearse;

import java.time.Instant;

/**
 * An incident that really happened, as people noted it.
 *
 * @param number its line among the incidents, from 1: how reports call it
 * @param service empty when it was not of one service
 * @param rule the rule that should find it; empty for any
 */
public record Labelled(int number, Instant start, Instant end, String service, String rule) {
    /** Whether an alert is about it: it fired while it lasted, of its service and rule as far as both say so. */
    boolean isAbout(Spell spell) {
        Instant to = spell.to();
        boolean overlaps = spell.from().isBefore(end) && (to == null || to.isAfter(start));
        String fired = spell.alert().labels().orEmpty("service");
        return overlaps
                && (rule.isEmpty() || rule.equals(spell.rule()))
                && (service.isEmpty() || fired.isEmpty() || service.equals(fired));
    }

    /** As people call it: {@code #3 payment_api 2026-01-05T09:00:00Z}. */
    String words() {
        return "#" + number + (service.isEmpty() ? "" : " " + service) + (rule.isEmpty() ? "" : " " + rule) + " "
                + start;
    }
}
