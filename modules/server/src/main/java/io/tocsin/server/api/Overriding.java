package io.tocsin.server.api;

import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.server.api.Custody.Order;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who takes whose shift, as the API needs it. Any thread. */
public interface Overriding {
    /** All schedules, with every override that is in force. */
    Collection<Schedule> schedules();

    /** Everybody who may serve, by user name. */
    List<Who> people();

    /** All overrides of a schedule: first those of the file, then those that were made, each in its order. */
    List<Kept> of(String schedule);

    /**
     * Makes an override.
     *
     * @param schedule one that exists
     * @param override names users who exist
     * @return as it is kept, once that is durable; fails with {@link OverrideRefusedException}
     */
    Future<MadeOverride> make(Order order, String schedule, ScheduleOverride override);

    /** Takes one back: what has begun ends now. Completes once that is durable; fails with {@link OverrideRefusedException}. */
    Future<Void> end(Order order, String schedule, String id);

    /** Somebody who may serve. */
    record Who(String user, String name) {}

    /**
     * An override.
     *
     * @param made who made it; null when it stands in oncall.yml
     * @param withoutEffect why it changes nothing; null when it does
     */
    record Kept(
            @Nullable MadeOverride made,
            ScheduleOverride override,
            @Nullable String withoutEffect) {}
}
