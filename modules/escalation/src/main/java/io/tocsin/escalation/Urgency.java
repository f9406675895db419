package io.tocsin.escalation;

/** How much an incident may disturb people, the least first. */
public enum Urgency {
    /** It is recorded and shown; nobody is paged for it. */
    NONE,
    /** People hear of it when it suits them: their hours hold it back. */
    LOW,
    /** People hear of it at once. */
    HIGH
}
