package io.tocsin.oncall;

import java.time.Instant;
import java.util.List;

/**
 * Who is on call in {@code [from, to)}.
 *
 * @param users empty where nobody is: a gap
 */
public record Shift(Instant from, Instant to, List<String> users) {
    public Shift {
        users = List.copyOf(users);
    }

    /** Whether nobody is on call in it. */
    public boolean gap() {
        return users.isEmpty();
    }
}
