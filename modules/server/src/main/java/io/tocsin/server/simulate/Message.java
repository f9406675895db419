package io.tocsin.server.simulate;

import io.tocsin.model.Notice;
import java.util.Locale;

/**
 * A message as its reader sees it, and what it belongs to.
 *
 * @param to the name of the address
 * @param level 0 for what no level asked for
 * @param wall when it was decided, milliseconds from the beginning by the clock on the wall
 * @param late whether it says that it comes late
 * @param digest whether it stands for several
 */
public record Message(
        String id,
        Notice.Kind kind,
        String person,
        String to,
        String subject,
        String incident,
        int round,
        int level,
        long wall,
        boolean repeat,
        boolean late,
        boolean digest) {
    boolean isPage() {
        return kind == Notice.Kind.PAGE;
    }

    /** In words, for people. */
    public String told() {
        return (isPage() ? "page " : kind.name().toLowerCase(Locale.ROOT) + " ") + to + " about " + subject + " ("
                + incident + " round " + round + " level " + level + ")";
    }
}
