package io.tocsin.server.simulate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plays stories and looks at what became of them.
 *
 * @param play plays one story on the real desk; may be called by several threads at once
 * @param days how long the stories are
 */
public record Simulation(Function<Story, Account> play, int days) {
    /**
     * A story of which something was not as promised.
     *
     * @param shortest the same story without all that it does not take
     * @param findings of the shortest story
     */
    public record Failure(long seed, Story shortest, List<Finding> findings) {
        /** For people: the promise, the story, and how to see it again. */
        public String told() {
            StringBuilder text = new StringBuilder("seed " + seed + " breaks a promise:\n");
            findings.forEach(finding -> text.append("  ")
                    .append(finding.promise())
                    .append(": ")
                    .append(finding.text())
                    .append('\n'));
            return text.append("the shortest story that does:\n")
                    .append(shortest.told())
                    .toString();
        }
    }

    /**
     * What became of one seed.
     *
     * @param incidentDays how long its incidents were open, in days
     */
    public record Result(double incidentDays, Optional<Failure> failure) {}

    /** The story of a seed. */
    public Story story(long seed) {
        return StoryMaker.of(seed, days);
    }

    /** Plays a seed; of a story that fails the shortest one is looked for. */
    public Result run(long seed) {
        Story story = story(seed);
        Account account = play.apply(story);
        List<Finding> findings = Audit.of(story, account);
        if (findings.isEmpty()) return new Result(account.incidentDays(), Optional.empty());
        String promise = findings.getFirst().promise();
        Story shortest = Shrinking.of(story, candidate -> breaks(candidate, promise));
        List<Finding> left = Audit.of(shortest, play.apply(shortest));
        return new Result(account.incidentDays(), Optional.of(new Failure(seed, shortest, left)));
    }

    /** Whether a seed breaks a promise; as fast as it can be known. */
    public List<Finding> findings(long seed) {
        Story story = story(seed);
        return Audit.of(story, play.apply(story));
    }

    /** What a story and what became of it break. */
    public List<Finding> findings(Story story, Account account) {
        return Audit.of(story, account);
    }

    private boolean breaks(Story candidate, String promise) {
        return Audit.of(candidate, play.apply(candidate)).stream()
                .anyMatch(finding -> finding.promise().equals(promise));
    }
}
