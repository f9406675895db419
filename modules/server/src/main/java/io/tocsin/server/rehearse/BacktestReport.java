package io.tocsin.server.rehearse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules would have done.
 *
 * @param spells every alert, in the order of beginning
 * @param people one for each answer that was asked for
 * @param detection null when nobody noted what really happened
 * @param difference null when there is nothing to compare with
 */
public record BacktestReport(
        Days days,
        Coverage coverage,
        List<RuleFigures> rules,
        List<Spell> spells,
        List<PeopleFigures> people,
        @Nullable Detection detection,
        @Nullable Difference difference,
        List<SweepFigures> sweeps,
        List<BudgetResult> budgets) {
    public BacktestReport {
        rules = List.copyOf(rules);
        spells = List.copyOf(spells);
        people = List.copyOf(people);
        sweeps = List.copyOf(sweeps);
        budgets = List.copyOf(budgets);
    }

    /** Budgets that do not hold. */
    public List<BudgetResult> broken() {
        return budgets.stream().filter(BudgetResult::broken).toList();
    }
}
