package io.tocsin.server.rehearse;

import io.tocsin.model.AlertGroup;
import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import java.time.Instant;

/**
 * A message as it would have left.
 *
 * @param receiver the receiver of routing.yml or the escalation policy that asked for it
 * @param person who is told, by user name; empty for a receiver
 * @param channel slack, email, pagerduty or webhook
 * @param incident id of the incident; empty where no escalation runs
 * @param level the escalation level that asked for it; 0 for receivers
 * @param group the alerts that it is about
 */
public record Told(
        Instant at,
        Notice.Kind kind,
        String receiver,
        String person,
        String channel,
        String incident,
        int level,
        Severity severity,
        String title,
        AlertGroup group) {
    /** Whether somebody was woken to act. */
    public boolean isPage() {
        return kind == Notice.Kind.PAGE;
    }

    /** As people call the reader: {@code anna} or {@code receiver oncall}. */
    public String reader() {
        return person.isEmpty() ? "receiver " + receiver : person;
    }
}
