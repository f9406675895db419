package io.tocsin.server.api;

import io.tocsin.server.rehearse.BacktestOrder;
import io.tocsin.server.rehearse.BacktestReport;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Says what rules would have done, without blocking the caller. */
public interface Rehearsing {
    /**
     * Runs a backtest over what is stored. Fails with {@link IllegalArgumentException} for what cannot be asked, with {@link
     * io.tocsin.yaml.ConfigException} for rules that are wrong, and with {@link BusyException} when too many wait.
     *
     * @param gone whether whoever asked has left; asked from another thread
     */
    Future<BacktestReport> backtest(String client, BacktestOrder order, BooleanSupplier gone);

    /** The rule files as they lie on the disk now: name to text. */
    Future<Map<String, String>> files(String client);
}
