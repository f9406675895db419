package io.tocsin.server;

import io.tocsin.escalation.Escalation;
import io.tocsin.oncall.MadeOverride;
import io.tocsin.oncall.MadeOverrides;
import io.tocsin.oncall.MadeOverrides.Refusal;
import io.tocsin.oncall.Schedule;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Oncall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who takes whose shift, as people asked for while the server runs. On the alert loop; others read what it last published. */
final class OverrideDesk {
    static final String KIND = "override";

    private static final Logger log = LoggerFactory.getLogger(OverrideDesk.class);

    private final AtomicReference<MadeOverrides> published = new AtomicReference<>(MadeOverrides.NONE);
    private Configuration configuration;
    private int version;

    OverrideDesk(Configuration configuration) {
        this.configuration = configuration;
    }

    void use(Configuration changed) {
        configuration = changed;
        version++;
        published.get().made().forEach(made -> {
            String why = withoutEffect(made, changed.oncall());
            if (why != null) log.warn("override {} of {} has no effect: {}", made.id(), made.by(), why);
        });
    }

    void restore(List<MadeOverride> known) {
        published.set(new MadeOverrides(known));
        use(configuration);
    }

    /** The configuration in which those are on call who really are; on the alert loop. */
    Configuration real() {
        return over(configuration);
    }

    /** Goes up with every change of {@link #real}. */
    int version() {
        return version;
    }

    /** The escalation, to whom those are on call who really are. */
    Escalation escalation() {
        Oncall real = real().oncall();
        return new Escalation(real.policies(), real.schedules(), real.reach());
    }

    /** Why it cannot be made, or null. */
    @Nullable
    Refusal refusal(MadeOverride wanted, Instant now) {
        return made().refusal(wanted, now);
    }

    /** Makes one; gives why not, or null when it is made. */
    @Nullable
    Refusal add(MadeOverride wanted, Turn turn) {
        Refusal refusal = refusal(wanted, turn.now());
        if (refusal != null) return refusal;
        put(wanted, turn);
        for (MadeOverride old : made().stale(turn.now())) forget(old.id(), turn);
        log.info("override {} of {} in {}: {}", wanted.id(), wanted.by(), wanted.schedule(), wanted.override());
        return null;
    }

    /** Takes one back: what has not begun is gone, what has begun ends now. Gives why not, or null. */
    @Nullable
    Refusal end(String id, Turn turn) {
        MadeOverride known = made().find(id).orElse(null);
        if (known == null) return new Refusal(false, "there is no override '" + id + "'");
        if (!known.override().to().isAfter(turn.now())) {
            return new Refusal(
                    true,
                    "cannot take back " + id + ": it was over at "
                            + known.override().to());
        }
        if (known.override().from().isBefore(turn.now())) put(known.endedAt(turn.now()), turn);
        else forget(id, turn);
        log.info("override {} in {} was taken back", id, known.schedule());
        return null;
    }

    private void put(MadeOverride made, Turn turn) {
        published.set(made().with(made));
        version++;
        turn.put(KIND, made.id(), made);
    }

    private void forget(String id, Turn turn) {
        published.set(made().without(id));
        version++;
        turn.forget(KIND, id);
    }

    /** What was made. Any thread. */
    MadeOverrides made() {
        return published.get();
    }

    /** A configuration with what was made of its schedules. Any thread. */
    Configuration over(Configuration plain) {
        MadeOverrides made = made();
        if (made.made().isEmpty()) return plain;
        Oncall oncall = plain.oncall();
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        oncall.schedules()
                .forEach((name, schedule) -> schedules.put(name, made.on(schedule, oncall.users()::containsKey)));
        return plain.with(oncall.with(schedules));
    }

    /** Why an override changes nothing under a configuration, or null when it does. */
    static @Nullable String withoutEffect(MadeOverride made, Oncall oncall) {
        if (!oncall.schedules().containsKey(made.schedule())) return "there is no schedule '" + made.schedule() + "'";
        return made.override().users().stream()
                .filter(user -> !oncall.users().containsKey(user))
                .findFirst()
                .map(user -> "there is no user '" + user + "'")
                .orElse(null);
    }

    void everything(Map<String, Object> everything) {
        made().made().forEach(made -> everything.put(Turn.key(KIND, made.id()), made));
    }
}
