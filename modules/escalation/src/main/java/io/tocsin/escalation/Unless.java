package io.tocsin.escalation;

/** What keeps a level from being paged. The levels of a policy form two sequences, one for each. */
public enum Unless {
    /** Counted from the start of the round; an acknowledgement ends it. */
    ACKNOWLEDGED,
    /** Counted from the start of the incident, paged once in its life, even when somebody has acknowledged. */
    RESOLVED
}
