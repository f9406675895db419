package io.tocsin.server.rehearse;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a backtest.
 *
 * @param rules what is rehearsed
 * @param against another version to compare it with; null for none
 * @param answers how long whoever is paged first takes to answer, one rehearsal of the people for each; the first counts for
 *     budgets and comparisons
 * @param incidents what really happened; empty when nobody noted it
 */
public record BacktestPlan(
        Version rules,
        @Nullable Version against,
        Days days,
        List<Answer> answers,
        List<Labelled> incidents,
        List<Sweep> sweeps,
        List<Budget> budgets) {
    public BacktestPlan {
        if (answers.isEmpty())
            throw new IllegalArgumentException("cannot rehearse people without saying when they answer");
        answers = List.copyOf(answers);
        incidents = List.copyOf(incidents);
        sweeps = List.copyOf(sweeps);
        budgets = List.copyOf(budgets);
    }

    /**
     * When people answer.
     *
     * @param after null for never
     */
    public record Answer(@Nullable Duration after) {}
}
