package io.tocsin.server.rehearse;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are willing to bear.
 *
 * @param of the rule or group whose file says so, as people call it
 * @param rules the rules that count
 * @param pagesPerWeek pages a week at most; null for any number
 * @param nightPages pages between 22:00 and 07:00 at most, in the whole rehearsal; null for any number
 */
public record Budget(
        String of,
        Set<String> rules,
        @Nullable Double pagesPerWeek,
        @Nullable Long nightPages) {
    public Budget {
        rules = Set.copyOf(rules);
    }
}
