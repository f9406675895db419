package io.tocsin.server;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the test alarm stands: an alert of ours that has to become an incident, a page that is delivered, and an end, again
 * and again. Immutable; what happened and the instant go in.
 *
 * @param began when the one that is under way, or was last, began; null before the first
 * @param stage how far that one came
 * @param passed when the last that came to its end did; null when none has
 * @param took how long that one took
 * @param failing whether one failed since then
 * @param failures how many have failed
 */
record Drill(
        @Nullable Instant began, Stage stage, @Nullable Instant passed, Duration took, boolean failing, long failures) {
    static final Duration EVERY = Duration.ofMinutes(1);

    /** A machine that is well takes milliseconds, and one second until the group is looked at again. */
    static final Duration WITHIN = Duration.ofSeconds(10);

    /** As long as one that passed counts: until the next one must have. */
    private static final Duration HOLDS = EVERY.plus(WITHIN).plus(Duration.ofSeconds(5));

    static final Drill NONE = new Drill(null, Stage.OVER, null, Duration.ZERO, false, 0);

    /** How far a test alarm came. */
    enum Stage {
        BEGUN("no page of it was delivered"),
        PAGED("its end was not told"),
        OVER("");

        private final String missing;

        Stage(String missing) {
            this.missing = missing;
        }
    }

    /** The next one begins; the one before has failed if it has not come to its end. */
    Drill begun(Instant now) {
        boolean failed = stage != Stage.OVER;
        return new Drill(now, Stage.BEGUN, passed, took, failing || failed, failures + (failed ? 1 : 0));
    }

    /** Its page was delivered. */
    Drill paged() {
        return stage == Stage.BEGUN ? at(Stage.PAGED) : this;
    }

    /** Whoever was paged has heard that it is over. */
    Drill over(Instant now) {
        if (stage != Stage.PAGED || began == null) return this;
        Duration lasted = Duration.between(began, now);
        if (lasted.compareTo(WITHIN) > 0) return new Drill(began, Stage.OVER, passed, lasted, true, failures + 1);
        return new Drill(began, Stage.OVER, now, lasted, false, failures);
    }

    private Drill at(Stage reached) {
        return new Drill(began, reached, passed, took, failing, failures);
    }

    /** What is wrong, in a sentence; null when nothing is known to be. */
    @Nullable
    String trouble(Instant now) {
        if (began == null) return null;
        boolean late = stage != Stage.OVER && began.plus(WITHIN).isBefore(now);
        if (!failing && !late) return null;
        String last = passed == null ? "none has passed yet" : "the last one that passed did at " + passed;
        String what = late
                ? "of the test alarm of " + began + " " + stage.missing + " within " + WITHIN.toSeconds() + " s"
                : "a test alarm did not pass within " + WITHIN.toSeconds() + " s";
        return what + "; " + last + ", " + failures + " have failed";
    }

    /** Whether one has passed lately: then whoever watches us may be told that we are well. */
    boolean well(Instant now) {
        return passed != null && !passed.plus(HOLDS).isBefore(now);
    }
}
