package io.tocsin.server;

import io.tocsin.model.EventParser;
import io.tocsin.server.api.Rehearsing;
import io.tocsin.server.api.TimeParam;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.rehearse.Backtest;
import io.tocsin.server.rehearse.BacktestOrder;
import io.tocsin.server.rehearse.BacktestPlan;
import io.tocsin.server.rehearse.BacktestReport;
import io.tocsin.server.rehearse.Days;
import io.tocsin.store.EventStore;
import io.tocsin.yaml.Problems;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Runs backtests on a thread of their own, one at a time: they take a core from pages and searches, and no more. */
final class BacktestDesk implements Rehearsing {
    /** Whoever waits at a page waits no longer; the command reads a data folder without any limit. */
    private static final Duration TIME_MAX = Duration.ofMinutes(1);

    /** More takes longer than that. */
    private static final long EVENTS_MAX = 10_000_000;

    /** A quarter: time passes by the second, with or without events. */
    private static final Duration STRETCH_MAX = Duration.ofDays(92);

    private final Workers workers;
    private final EventStore store;
    private final EventParser parser;
    private final Supplier<Configuration> configuration;
    private final Path rules;
    private final InstantSource clock;

    /** @param rules the folder of rule files */
    BacktestDesk(
            Workers workers,
            EventStore store,
            EventParser parser,
            Supplier<Configuration> configuration,
            Path rules,
            InstantSource clock) {
        this.workers = workers;
        this.store = store;
        this.parser = parser;
        this.configuration = configuration;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public Future<BacktestReport> backtest(String client, BacktestOrder order, BooleanSupplier gone) {
        return workers.call(client, () -> run(order, gone));
    }

    private BacktestReport run(BacktestOrder order, BooleanSupplier gone) throws IOException {
        Configuration now = configuration.get();
        Days days = days(order, now);
        Problems problems = new Problems();
        BacktestPlan plan = order.plan(days, rules, problems);
        problems.throwIfAny();
        Backtest backtest = new Backtest(plan, new VirtualPeople(now));
        Instant end = clock.instant().plus(TIME_MAX);
        BooleanSupplier over = () -> gone.getAsBoolean() || clock.instant().isAfter(end);
        StoredPast past = new StoredPast(store, parser, new StoredPast.Bounds(EVENTS_MAX, over));
        return backtest.finish(past.show(backtest, days.from(), days.to()));
    }

    private Days days(BacktestOrder order, Configuration configured) {
        Instant now = clock.instant();
        Instant from = order.from().isEmpty() ? BacktestOrder.monthBefore(now) : TimeParam.parse(order.from(), now);
        Instant to = order.to().isEmpty() ? now : TimeParam.parse(order.to(), now);
        if (Duration.between(from, to).compareTo(STRETCH_MAX) > 0) {
            throw new IllegalArgumentException("cannot rehearse more than " + STRETCH_MAX.toDays()
                    + " days here: 'tocsin rules backtest --data' on a copy of the data folder can");
        }
        return new Days(from, to, order.zone(Rehearsals.zone(configured)));
    }

    @Override
    public Future<Map<String, String>> files(String client) {
        return workers.call(client, () -> Files.isDirectory(rules) ? RuleTexts.read(rules) : Map.of());
    }
}
