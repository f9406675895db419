package io.tocsin.server.rehearse;

import java.util.ArrayList;
import java.util.List;

/** Compares pages with budgets. */
final class BudgetCheck {
    private static final double WEEK_MILLIS = java.time.Duration.ofDays(7).toMillis();

    private final Days days;
    private final PeopleStatistics people;

    BudgetCheck(Days days) {
        this.days = days;
        this.people = new PeopleStatistics(days);
    }

    List<BudgetResult> of(List<Budget> budgets, Heard heard) {
        List<Told> pages = PeopleStatistics.pages(heard.told());
        List<BudgetResult> results = new ArrayList<>();
        for (Budget budget : budgets) {
            List<Told> about = PeopleStatistics.about(pages, budget.rules());
            Double week = budget.pagesPerWeek();
            Long night = budget.nightPages();
            if (week != null) results.add(new BudgetResult(budget.of(), "pages_per_week", about.size(), allowed(week)));
            if (night != null) results.add(new BudgetResult(budget.of(), "night_pages", people.nights(about), night));
        }
        return results;
    }

    /** Of a day nobody knows what the week would have brought: less than a week counts as one. */
    private long allowed(double perWeek) {
        return (long) Math.floor(perWeek * Math.max(1, days.length().toMillis() / WEEK_MILLIS));
    }
}
