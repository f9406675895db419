package io.tocsin.model;

import java.time.Instant;
import java.util.List;

/**
 * What a notice says, independent of the channel that renders it.
 *
 * @param group the alerts and the key that every channel derives its own deduplication key from
 * @param incident id of the incident, empty where no escalation runs
 * @param title one line, constant over the life of the incident, so that mail threads hold together
 * @param severity the worst of the group
 * @param at the instant the notice was decided
 * @param since when the first alert began, in event time
 * @param why one sentence: why this reader, why now
 * @param told who heard of it before, in order, as {@code anna by slack at 10:03}
 * @param next who is next and when, if nobody answers; empty at the end of the policy
 * @param by who acknowledged or resolved, empty otherwise
 */
public record Briefing(
        AlertGroup group,
        String incident,
        String title,
        Severity severity,
        Instant at,
        Instant since,
        String why,
        List<String> told,
        String next,
        String by,
        Links links) {
    public Briefing {
        told = List.copyOf(told);
    }

    /** The same for another reason. */
    public Briefing because(String reason) {
        return new Briefing(group, incident, title, severity, at, since, reason, told, next, by, links);
    }

    /** The same about other alerts of the group. */
    public Briefing about(AlertGroup some) {
        return new Briefing(some, incident, title, severity, at, since, why, told, next, by, links);
    }

    /** The same with other addresses. */
    public Briefing linking(Links others) {
        return new Briefing(group, incident, title, severity, at, since, why, told, next, by, others);
    }

    /**
     * Addresses that a reader can follow; an empty text means that there is none.
     *
     * @param acknowledge signed for this reader; opening it shows a page, pressing its button acts
     * @param answer what a button in a chat carries back to us: the incident and its round, as {@code inc-1/2}; empty where
     *     nobody listens
     */
    public record Links(
            String incident, String acknowledge, String logs, String runbook, String dashboard, String answer) {
        public Links {
            // What was written before there were buttons has none.
            answer = answer == null ? "" : answer;
        }

        /** Without a button that answers. */
        public Links(String incident, String acknowledge, String logs, String runbook, String dashboard) {
            this(incident, acknowledge, logs, runbook, dashboard, "");
        }

        /** The same with a link that acknowledges. */
        public Links acknowledging(String link) {
            return new Links(incident, link, logs, runbook, dashboard, answer);
        }

        /** The same with buttons that answer. */
        public Links answering(String value) {
            return new Links(incident, acknowledge, logs, runbook, dashboard, value);
        }
    }
}
