package io.tocsin.server.rehearse;

/**
 * A line of a budget and what became of it.
 *
 * @param of the rule or group
 * @param what {@code pages_per_week} or {@code night_pages}
 * @param found in the whole stretch of time
 * @param allowed in the whole stretch of time
 */
public record BudgetResult(String of, String what, long found, long allowed) {
    /** Whether people would have borne more than they are willing to. */
    public boolean broken() {
        return found > allowed;
    }

    /** As a sentence. */
    public String words() {
        return of + ": " + found + " pages, " + what + " allows " + allowed;
    }
}
