package io.tocsin.server;

import io.tocsin.model.Labels;
import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Status;
import io.tocsin.server.api.Decisions;
import io.tocsin.server.api.Explaining;
import io.tocsin.server.config.Configuration;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers why and who: asks the alert loop what is, the decisions what was, and changes nothing. Any thread. */
final class ExplainDesk implements Explaining {
    /** More of one alert's decisions than that nobody reads; the newest count. */
    private static final int STORY_MAX = 500;

    private final Loop alertLoop;
    private final AlertDesk desk;
    private final Supplier<Configuration> configuration;
    private final Rendering rendering;
    private final Decisions decisions;
    private final InstantSource clock;

    ExplainDesk(
            Loop alertLoop,
            AlertDesk desk,
            Supplier<Configuration> configuration,
            Rendering rendering,
            Decisions decisions,
            InstantSource clock) {
        this.alertLoop = alertLoop;
        this.desk = desk;
        this.configuration = configuration;
        this.rendering = rendering;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public Future<Page> find(Question question) {
        return decisions.find(question);
    }

    @Override
    public Future<JsonObject> explain(Labels labels, @Nullable Instant at, @Nullable ZoneId zone) {
        return alertLoop.call(() -> Future.succeededFuture(explainHere(labels, at, zone)));
    }

    private JsonObject explainHere(Labels labels, @Nullable Instant at, @Nullable ZoneId zone) {
        Views views = desk.views();
        Instant when = at == null ? clock.instant() : at;
        return new Explainer(configuration.get(), rendering, false)
                .of(views.router().explain(labels, when), views.book()::newest, zone);
    }

    @Override
    public Future<JsonObject> explain(long fingerprint, @Nullable Instant at, @Nullable ZoneId zone) {
        return alertLoop.call(() -> {
            for (Status.OfAlert status : desk.views().router().alerts(only(fingerprint), clock.instant())) {
                Labels labels = status.alert().labels();
                if (labels.fingerprint() == fingerprint) return Future.succeededFuture(explainHere(labels, at, zone));
            }
            return Future.failedFuture(new NoSuchAlertException(ExplainJson.fingerprint(fingerprint)));
        });
    }

    /** The first alert from this fingerprint on. */
    private static AlertFilter only(long fingerprint) {
        String before = fingerprint == 0 ? "" : ExplainJson.fingerprint(fingerprint - 1);
        return new AlertFilter(List.of(), true, true, true, true, null, List.of(), before, 1);
    }

    @Override
    public Future<JsonObject> story(long fingerprint, Instant from, Instant to, @Nullable ZoneId zone) {
        Decisions.Question question =
                new Decisions.Question(fingerprint, Map.of(), "", "", from, to, "", STORY_MAX, Long.MAX_VALUE);
        return decisions
                .find(question)
                .compose(page -> alertLoop.call(() -> Future.succeededFuture(
                        new Story(fingerprint, from, to, zone, configuration.get(), desk.views()).of(page))));
    }
}
