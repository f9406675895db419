package io.tocsin.escalation;

/** Whom a level pages. Groups and roles are expanded to these when configuration is read. */
public sealed interface Target {
    /**
     * Whoever is on call when the level is paged.
     *
     * @param schedule its name
     */
    record ScheduleTarget(String schedule) implements Target {}

    /**
     * Always this person.
     *
     * @param user the user name
     */
    record UserTarget(String user) implements Target {}
}
