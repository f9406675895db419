package io.tocsin.server.api;

import io.tocsin.oncall.Layer;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.MadeOverrides;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.server.api.Custody.Order;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Anna and bob take turns as primary; overrides are kept in memory, under the rules that hold everywhere. */
final class MemoryOverrides implements Overriding {
    static final Schedule PRIMARY = new Schedule(
            "primary",
            ZoneId.of("Europe/Berlin"),
            List.of(new Layer(List.of("anna", "bob"), LocalDateTime.of(2026, 1, 5, 9, 0), Period.ofWeeks(1))),
            List.of());

    final List<Order> orders = new ArrayList<>();
    private MadeOverrides made = MadeOverrides.NONE.with(new MadeOverride(
            "i-1",
            "primary",
            new ScheduleOverride.Everybody(
                    "carol",
                    MemoryIncidents.NOW.plus(Duration.ofDays(300)),
                    MemoryIncidents.NOW.plus(Duration.ofDays(301))),
            MemoryIncidents.NOW,
            "carol",
            "long planned"));

    @Override
    public Collection<Schedule> schedules() {
        return List.of(made.on(PRIMARY, user -> true));
    }

    @Override
    public List<Who> people() {
        return List.of(new Who("anna", "Anna Adler"), new Who("bob", "Bob Brandt"), new Who("carol", "Carol Chen"));
    }

    @Override
    public List<Kept> of(String schedule) {
        return made.of(schedule)
                .map(each -> new Kept(each, each.override(), null))
                .toList();
    }

    @Override
    public Future<MadeOverride> make(Order order, String schedule, ScheduleOverride override) {
        orders.add(order);
        MadeOverride wanted = new MadeOverride(
                "ov-" + orders.size(), schedule, override, MemoryIncidents.NOW, order.by(), order.reason());
        MadeOverrides.Refusal refusal = made.refusal(wanted, MemoryIncidents.NOW);
        if (refusal != null) {
            return Future.failedFuture(new OverrideRefusedException(refusal.conflict() ? 409 : 400, refusal.why()));
        }
        made = made.with(wanted);
        return Future.succeededFuture(wanted);
    }

    @Override
    public Future<Void> end(Order order, String schedule, String id) {
        orders.add(order);
        if (made.find(id).isEmpty()) {
            return Future.failedFuture(OverrideRefusedException.unknown("there is no override '" + id + "'"));
        }
        made = made.without(id);
        return Future.succeededFuture();
    }
}
