package io.tocsin.escalation;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A level that has had its turn.
 *
 * @param round in which it was paged
 * @param level its number, from 1
 * @param users who was paged; empty when nobody was on call
 * @param failed those of them whom no contact method reaches
 */
public record Fired(int round, int level, Unless unless, Instant at, List<String> users, List<String> failed) {
    public Fired {
        users = List.copyOf(users);
        failed = List.copyOf(failed);
    }

    /** Whether that person was paged and is not known to be out of reach. */
    boolean awaits(String user) {
        return users.contains(user) && !failed.contains(user);
    }

    boolean reachedNobody() {
        return failed.size() == users.size();
    }

    /** This with one more person whom no contact method reaches. */
    Fired withFailed(String user) {
        return new Fired(
                round,
                level,
                unless,
                at,
                users,
                Stream.concat(failed.stream(), Stream.of(user)).toList());
    }
}
