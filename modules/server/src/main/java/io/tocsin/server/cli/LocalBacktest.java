package io.tocsin.server.cli;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.server.DataFolder;
import io.tocsin.server.Rehearsals;
import io.tocsin.server.StoredPast;
import io.tocsin.server.api.TimeParam;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.rehearse.Backtest;
import io.tocsin.server.rehearse.BacktestOrder;
import io.tocsin.server.rehearse.BacktestPlan;
import io.tocsin.server.rehearse.BacktestReport;
import io.tocsin.server.rehearse.Days;
import io.tocsin.store.BlockStore;
import io.tocsin.store.StoreSettings;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A backtest in this process, over a data folder or a file. */
final class LocalBacktest {
    private final BacktestOrder order;
    private final Configuration configuration;
    private final EventDecoder decoder;
    private final Path folder;
    private final Instant now;

    /** @param rules where the rules of the order come from */
    LocalBacktest(BacktestOrder order, Path rules, Path config, Instant now) throws IOException {
        this.order = order;
        this.configuration = ConfigFolder.load(config, Path.of("no rules"), Map.of(), System::getenv);
        this.decoder = Rehearsals.decoder(configuration);
        Path parent = rules.toAbsolutePath().getParent();
        this.folder = Files.isDirectory(rules) || parent == null ? rules : parent;
        this.now = now;
    }

    BacktestReport stored(Path data) throws IOException {
        Days days = days(BacktestOrder.monthBefore(now), now);
        Backtest backtest = backtest(days);
        try (DataFolder folder = DataFolder.takePresent(data)) {
            Path index = folder.path().resolve("index");
            if (!Files.isDirectory(index)) throw new IOException("cannot read " + index + ": there is no index yet");
            try (BlockStore store = BlockStore.open(index, decoder, StoreSettings.defaults())) {
                StoredPast past = new StoredPast(store, decoder, StoredPast.Bounds.NONE);
                return backtest.finish(past.show(backtest, days.from(), days.to()));
            }
        }
    }

    BacktestReport lines(Path file) throws IOException {
        LinesPast past = LinesPast.open(file, decoder);
        Days days = days(past.from(), past.to());
        Backtest backtest = backtest(days);
        return backtest.finish(past.show(backtest, days.from(), days.to()));
    }

    private Days days(Instant from, Instant to) {
        return new Days(
                order.from().isEmpty() ? from : TimeParam.parse(order.from(), now),
                order.to().isEmpty() ? to : TimeParam.parse(order.to(), now),
                order.zone(Rehearsals.zone(configuration)));
    }

    private Backtest backtest(Days days) {
        Problems problems = new Problems();
        BacktestPlan plan = order.plan(days, folder, problems);
        problems.throwIfAny();
        return new Backtest(plan, Rehearsals.of(configuration).people());
    }
}
