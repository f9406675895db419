package io.tocsin.server.rehearse;

import java.util.ArrayList;
import java.util.List;

/** Writes what a CI must know of a backtest: each budget as a case. */
public final class BacktestJunit {
    private BacktestJunit() {}

    /** The document. */
    public static String of(BacktestReport report) {
        List<Junit.Case> cases = new ArrayList<>();
        for (BudgetResult budget : report.budgets()) {
            List<String> failures = budget.broken() ? List.of(budget.words()) : List.of();
            cases.add(new Junit.Case("budgets", budget.of() + " " + budget.what(), failures));
        }
        return Junit.of("tocsin rules backtest", cases);
    }
}
