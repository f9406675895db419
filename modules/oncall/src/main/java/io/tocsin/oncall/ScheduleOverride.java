package io.tocsin.oncall;

import java.time.Instant;
import java.util.List;

/** Changes who is on call, in {@code [from, to)}. The end comes after the start, and no name is blank. */
public sealed interface ScheduleOverride {
    /** The first instant that it covers. */
    Instant from();

    /** The first instant that it no longer covers. */
    Instant to();

    /** Everybody whom it names. */
    List<String> users();

    /** The same, with another end. */
    ScheduleOverride until(Instant end);

    /** Who is on call, when without it these would be. */
    List<String> apply(List<String> onCall);

    /** Whether it has a say at an instant. */
    default boolean covers(Instant at) {
        return !at.isBefore(from()) && at.isBefore(to());
    }

    /** One person instead of everybody of a schedule. */
    record Everybody(String user, Instant from, Instant to) implements ScheduleOverride {
        public Everybody {
            check(from, to, user);
        }

        @Override
        public List<String> apply(List<String> onCall) {
            return List.of(user);
        }

        @Override
        public List<String> users() {
            return List.of(user);
        }

        @Override
        public Everybody until(Instant end) {
            return new Everybody(user, from, end);
        }
    }

    /**
     * One person wherever another would be on call.
     *
     * @param instead who is relieved; when somebody else is on call, nothing changes
     */
    record Substitute(String user, String instead, Instant from, Instant to) implements ScheduleOverride {
        public Substitute {
            check(from, to, user, instead);
        }

        @Override
        public List<String> apply(List<String> onCall) {
            return onCall.stream()
                    .map(name -> name.equals(instead) ? user : name)
                    .distinct()
                    .toList();
        }

        @Override
        public List<String> users() {
            return List.of(user, instead);
        }

        @Override
        public Substitute until(Instant end) {
            return new Substitute(user, instead, from, end);
        }
    }

    /** Two people change places: each is on call where the other would be. */
    record Swap(String one, String other, Instant from, Instant to) implements ScheduleOverride {
        public Swap {
            check(from, to, one, other);
        }

        @Override
        public List<String> apply(List<String> onCall) {
            return onCall.stream()
                    .map(name -> name.equals(one) ? other : name.equals(other) ? one : name)
                    .toList();
        }

        @Override
        public List<String> users() {
            return List.of(one, other);
        }

        @Override
        public Swap until(Instant end) {
            return new Swap(one, other, from, end);
        }
    }

    private static void check(Instant from, Instant to, String... users) {
        for (String user : users) {
            if (user.isBlank()) throw new IllegalArgumentException("cannot build override: the user name is blank");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "cannot build override: it ends at " + to + ", not after its start " + from);
        }
    }
}
