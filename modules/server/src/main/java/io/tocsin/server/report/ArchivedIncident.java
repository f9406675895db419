package io.tocsin.server.report;

import io.tocsin.escalation.Timeline;
import io.tocsin.model.Severity;
import java.time.Instant;

/**
 * An incident with its timeline, as its archive keeps it and an export shows it.
 *
 * @param state triggered, acknowledged or resolved
 */
public record ArchivedIncident(
        String id, String title, Severity severity, String state, String policy, Instant openedAt, Timeline timeline) {}
