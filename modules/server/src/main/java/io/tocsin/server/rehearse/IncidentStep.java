package io.tocsin.server.rehearse;

import io.tocsin.escalation.TimelineEntry;
import java.time.Instant;

/**
 * A line of the timeline of an incident.
 *
 * @param incident its id
 * @param text a sentence for people
 */
public record IncidentStep(Instant at, String incident, TimelineEntry.Kind kind, String text) {}
