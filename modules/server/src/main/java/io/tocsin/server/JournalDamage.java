package io.tocsin.server;

import io.tocsin.journal.Damage;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is broken, and in which of the journals: names of segments are the same in each.
 *
 * @param journal its folder below the data folder
 */
record JournalDamage(String journal, Damage damage) {
    private static final Logger log = LoggerFactory.getLogger(JournalDamage.class);

    static Stream<JournalDamage> in(String journal, List<Damage> damages) {
        return damages.stream().map(damage -> new JournalDamage(journal, damage));
    }

    /** Into the log of the server. */
    void tell() {
        if (damage.serious()) log.error("a journal is damaged: {}", this);
        else log.warn("the unfinished end of a journal was cut, as a crash leaves it: {}", this);
    }

    @Override
    public String toString() {
        return journal + ": " + damage;
    }
}
