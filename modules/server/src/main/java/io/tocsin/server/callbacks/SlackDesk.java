package io.tocsin.server.callbacks;

import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.server.api.IncidentView;
import io.tocsin.server.api.Incidents;
import io.tocsin.server.api.NoSuchIncidentException;
import io.tocsin.server.api.RefusedException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Does what buttons in Slack say, once for each press, and tells the one who pressed what came of it. Owned by one loop, which
 * hears presses that came by request and by socket alike.
 */
public final class SlackDesk {
    /** Twice the time for which a signature is good: a request that was recorded is of no use. */
    private static final Duration REMEMBERED = SlackSignature.SKEW_MAX.multipliedBy(2);

    private final Incidents incidents;
    private final SlackPeople people;
    private final Told told;
    private final InstantSource clock;
    private final Seen seen = new Seen(REMEMBERED);

    /** Says something to the one who pressed; never fails. */
    @FunctionalInterface
    public interface Told {
        void tell(String responseUrl, String text);
    }

    /** @param people who somebody on Slack is to us, as the configuration in force has it */
    public SlackDesk(Incidents incidents, SlackPeople people, Told told, InstantSource clock) {
        this.incidents = incidents;
        this.people = people;
        this.told = told;
        this.clock = clock;
    }

    /** Somebody pressed something: Slack's {@code block_actions} payload. */
    public void pressed(JsonObject payload) {
        SlackPress press = SlackPress.of(payload).orElse(null);
        if (press == null || !seen.first(press.key(), clock.instant())) return;
        String by = people.actor(press.userId(), press.userName()).orElse(null);
        if (by == null) {
            told.tell(
                    press.responseUrl(),
                    "Nothing was changed: oncall.yml knows nobody with the Slack ID " + press.userId() + ".");
            return;
        }
        press.signal(by).ifPresent(signal -> act(press, signal, by));
    }

    private void act(SlackPress press, Signal signal, String by) {
        incidents
                .act(press.incident(), signal)
                .onComplete((view, failure) ->
                        told.tell(press.responseUrl(), failure == null ? done(view, signal, by) : refused(failure)));
    }

    private static String done(IncidentView view, Signal signal, String by) {
        return switch (signal) {
            case Signal.Resolve resolve -> view.title() + " is resolved.";
            case Signal.EscalateNow escalate -> "The next level of " + view.title() + " is being paged.";
            default ->
                holder(view).filter(holder -> !holder.equals(by)).isPresent()
                        ? view.title() + " is taken by " + holder(view).orElse("") + ", and you are noted as well."
                        : view.title() + " is yours, " + by + ".";
        };
    }

    private static Optional<String> holder(IncidentView view) {
        return view.incident().state() instanceof State.Acknowledged held ? Optional.of(held.by()) : Optional.empty();
    }

    private static String refused(Throwable failure) {
        return switch (failure) {
            case RefusedException refused ->
                "Nothing was changed: " + refused.getMessage() + ". The newest message has the buttons that work.";
            case NoSuchIncidentException none -> "Nothing was changed: this incident is no longer known.";
            default -> "It is not certain that this was kept; look at the incident, or press again.";
        };
    }
}
