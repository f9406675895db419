package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the plan for an event by its layout and a few of its values, and makes plans for what comes often. */
final class Routes {
    private final Planner planner;
    private final Tuning tuning;
    private final Allowance allowance;
    private final List<String> fields;
    private final Plan general;
    private final Map<Layout, LayoutRoutes> byLayout = new HashMap<>();
    private @Nullable Layout last;
    private @Nullable LayoutRoutes ofLast;

    Routes(Planner planner, Tuning tuning) {
        this.planner = planner;
        this.tuning = tuning;
        this.allowance = new Allowance(tuning);
        this.fields = RoutingFields.of(planner.leaves(), planner.forms());
        this.general = planner.plan(Known.NOTHING);
    }

    Plan plan(Fields event) {
        Layout layout = event.layout();
        if (layout == null) return general;
        allowance.event();
        if (allowance.forgets()) forget();
        LayoutRoutes routes = layout == last ? ofLast : routes(layout);
        Plan plan = routes == null ? null : routes.plan(event);
        return plan == null ? general : plan;
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
            routes = new LayoutRoutes(layout, fields, planner, tuning, allowance);
            byLayout.put(layout, routes);
        }
        last = layout;
        ofLast = routes;
        return routes;
    }
}
