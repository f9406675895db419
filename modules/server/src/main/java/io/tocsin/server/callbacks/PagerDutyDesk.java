package io.tocsin.server.callbacks;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.escalation.State;
import io.tocsin.notify.PagerDutyKey;
import io.tocsin.server.api.IncidentView;
import io.tocsin.server.api.Incidents;
import io.tocsin.server.api.NoSuchIncidentException;
import io.tocsin.server.api.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Does here what was done in PagerDuty, once for each webhook. What we did ourselves comes back as news: it changes nothing,
 * so nothing goes in a circle. Owned by one loop.
 */
public final class PagerDutyDesk {
    /** So long PagerDuty tries to tell. */
    private static final Duration REMEMBERED = Duration.ofDays(2);

    private final Incidents incidents;
    private final InstantSource clock;
    private final Seen seen = new Seen(REMEMBERED);

    public PagerDutyDesk(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    /**
     * Takes a webhook.
     *
     * @param id the same whenever the same webhook is sent again; may be empty
     * @return completes once what it means is durable; fails when it should be sent again
     */
    public Future<Void> heard(String id, JsonObject webhook) {
        PagerDutyNews news = PagerDutyNews.of(webhook).orElse(null);
        Signal signal = news == null ? null : news.signal().orElse(null);
        if (news == null || signal == null) return Future.succeededFuture();
        String key = id.isEmpty() ? news.id() : id;
        if (!key.isEmpty() && !seen.first(key, clock.instant())) return Future.succeededFuture();
        return incidents
                .list(incident -> concerns(incident, news))
                .compose(found -> act(found, signal))
                .onFailure(again -> seen.forget(key));
    }

    /**
     * News from before this round are about pages that have been followed by newer ones. What no person did and is so here
     * already is what we told PagerDuty ourselves.
     */
    private static boolean concerns(Incident incident, PagerDutyNews news) {
        if (!incident.open() || !PagerDutyKey.of(incident.group()).equals(news.key())) return false;
        if (news.at().isBefore(incident.progress().roundStartedAt())) return false;
        boolean echo = news.person().isEmpty()
                && news.type().equals("incident.acknowledged")
                && incident.state() instanceof State.Acknowledged;
        return !echo;
    }

    private Future<Void> act(List<IncidentView> found, Signal signal) {
        return Future.join(found.stream()
                        .map(view -> incidents
                                .act(view.incident().id(), signal)
                                .mapEmpty()
                                .recover(PagerDutyDesk::past))
                        .toList())
                .mapEmpty();
    }

    /** What cannot be done any more need not be told again. */
    private static Future<Object> past(Throwable failure) {
        return switch (failure) {
            case RefusedException refused -> Future.succeededFuture();
            case NoSuchIncidentException none -> Future.succeededFuture();
            default -> Future.failedFuture(failure);
        };
    }
}
