package io.tocsin.server.api;

import io.tocsin.server.rehearse.Backtest;
import io.tocsin.server.rehearse.BacktestOrder;
import io.tocsin.server.rehearse.BacktestReport;
import io.tocsin.server.rehearse.Days;
import io.tocsin.server.rehearse.Facts;
import io.tocsin.server.rehearse.Heard;
import io.tocsin.yaml.Problems;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Rehearsals of a day on which nothing happened. */
final class MemoryRehearsals implements Rehearsing {
    final List<BacktestOrder> orders = new ArrayList<>();

    @Override
    public Future<BacktestReport> backtest(String client, BacktestOrder order, BooleanSupplier gone) {
        orders.add(order);
        try {
            Days days = new Days(MemoryIncidents.NOW.minus(Duration.ofDays(1)), MemoryIncidents.NOW, ZoneOffset.UTC);
            Problems problems = new Problems();
            Backtest backtest = new Backtest(
                    order.plan(days, null, problems), (decided, from, to, answer) -> new Heard(List.of(), List.of()));
            problems.throwIfAny();
            return Future.succeededFuture(backtest.finish(new Facts(0, null, null, true, List.of())));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<Map<String, String>> files(String client) {
        return Future.succeededFuture(Map.of("security.yml", "groups: []"));
    }
}
