package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the plans for an event by its layout and a few of its values, and makes plans for what comes often. */
final class Routes {
    private final Tuning tuning;
    private final Allowance allowance;
    private final Queries queries;
    private final Map<Layout, LayoutRoutes> byLayout = new HashMap<>();
    private @Nullable Layout last;
    private @Nullable LayoutRoutes ofLast;

    Routes(Queries queries, Tuning tuning) {
        this.queries = queries;
        this.tuning = tuning;
        this.allowance = new Allowance(tuning);
    }

    /** Notes every query that the event meets. */
    void find(Fields event, Asked asked) {
        Layout layout = event.layout();
        LayoutRoutes routes = layout == null ? null : layout == last ? ofLast : routes(layout);
        if (routes == null) {
            queries.particular().find(asked);
            queries.unrouted().find(asked);
        } else {
            routes.find(event, asked);
        }
        allowance.event();
        if (allowance.forgets()) forget();
    }

    private void forget() {
        byLayout.clear();
        last = null;
        ofLast = null;
    }

    private @Nullable LayoutRoutes routes(Layout layout) {
        LayoutRoutes routes = byLayout.get(layout);
        if (routes == null) {
            if (byLayout.size() >= tuning.layouts()) {
                allowance.isFull();
                return null;
            }
            routes = new LayoutRoutes(layout, queries, tuning, allowance);
            byLayout.put(layout, routes);
        }
        last = layout;
        ofLast = routes;
        return routes;
    }
}
