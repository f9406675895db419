package io.tocsin.server;

import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.MadeOverrides.Refusal;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.ScheduleOverride;
import io.tocsin.server.api.Custody.Order;
import io.tocsin.server.api.OverrideRefusedException;
import io.tocsin.server.api.Overriding;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Oncall;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Overrides as the API has them: the audit log first, then the deed, which is answered once it is durable. Any thread. */
final class OverrideFace implements Overriding {
    private final Loop loop;
    private final AlertDesk desk;
    private final Supplier<Configuration> configuration;
    private final Audit audit;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Where orders are written down before they are carried out. */
    @FunctionalInterface
    interface Audit {
        Future<Void> note(Order order, String action, JsonObject details);
    }

    /** @param configuration as it is in the files */
    OverrideFace(Loop loop, AlertDesk desk, Supplier<Configuration> configuration, Audit audit, InstantSource clock) {
        this.loop = loop;
        this.desk = desk;
        this.configuration = configuration;
        this.audit = audit;
        this.clock = clock;
    }

    /** The configuration with everything that was made of its schedules. */
    Configuration inForce() {
        return desk.overrides().over(configuration.get());
    }

    @Override
    public Collection<Schedule> schedules() {
        return inForce().oncall().schedules().values();
    }

    @Override
    public List<Who> people() {
        return configuration.get().oncall().users().values().stream()
                .map(person -> new Who(person.user(), person.name()))
                .sorted((a, b) -> a.user().compareTo(b.user()))
                .toList();
    }

    @Override
    public List<Kept> of(String schedule) {
        Oncall oncall = configuration.get().oncall();
        List<Kept> all = new ArrayList<>();
        Schedule configured = oncall.schedules().get(schedule);
        if (configured != null) configured.overrides().forEach(override -> all.add(new Kept(null, override, null)));
        desk.overrides()
                .made()
                .of(schedule)
                .forEach(made -> all.add(new Kept(made, made.override(), OverrideDesk.withoutEffect(made, oncall))));
        return all;
    }

    @Override
    public Future<MadeOverride> make(Order order, String schedule, ScheduleOverride override) {
        MadeOverride wanted = new MadeOverride(id(), schedule, override, clock.instant(), order.by(), order.reason());
        JsonObject details = details(wanted);
        return loop.call(() -> allowed(desk.overrides().refusal(wanted, clock.instant())))
                .compose(fine -> audit.note(order, "override", details))
                .compose(noted -> loop.call(() -> desk.override((overrides, turn) -> overrides.add(wanted, turn))))
                .compose(refused -> allowed(refused.orElse(null)))
                .map(wanted)
                .recover(failure -> noteFailure(order, "override-failed", details, failure));
    }

    @Override
    public Future<Void> end(Order order, String schedule, String id) {
        MadeOverride known = desk.overrides()
                .made()
                .find(id)
                .filter(made -> made.schedule().equals(schedule))
                .orElse(null);
        if (known == null) {
            return Future.failedFuture(OverrideRefusedException.unknown(
                    "there is no override '" + id + "' of " + schedule + " that was made here"));
        }
        JsonObject details = details(known);
        return audit.note(order, "override-end", details)
                .compose(noted -> loop.call(() -> desk.override((overrides, turn) -> overrides.end(id, turn))))
                .compose(refused -> allowed(refused.orElse(null)))
                .recover(failure -> noteFailure(order, "override-end-failed", details, failure));
    }

    private static Future<Void> allowed(@Nullable Refusal refusal) {
        return refusal == null
                ? Future.succeededFuture()
                : Future.failedFuture(new OverrideRefusedException(refusal.conflict() ? 409 : 400, refusal.why()));
    }

    /** What was refused before anything was written down needs no line of its own. */
    private <T> Future<T> noteFailure(Order order, String action, JsonObject details, Throwable failure) {
        if (failure instanceof OverrideRefusedException) return Future.failedFuture(failure);
        JsonObject why = details.copy().put("cause", String.valueOf(failure.getMessage()));
        return audit.note(order, action, why).transform(noted -> Future.failedFuture(failure));
    }

    private static JsonObject details(MadeOverride made) {
        ScheduleOverride override = made.override();
        return new JsonObject()
                .put("id", made.id())
                .put("schedule", made.schedule())
                .put("kind", override.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .put("users", new JsonArray(override.users()))
                .put("from", override.from().toString())
                .put("to", override.to().toString());
    }

    private String id() {
        byte[] bytes = new byte[6];
        random.nextBytes(bytes);
        return "ov-" + HexFormat.of().formatHex(bytes);
    }
}
