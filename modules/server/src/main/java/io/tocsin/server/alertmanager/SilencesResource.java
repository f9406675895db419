package io.tocsin.server.alertmanager;

import io.tocsin.routing.Matcher;
import io.tocsin.routing.Silence;
import io.tocsin.routing.SilenceAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code /api/v2/silences} and {@code /api/v2/silence/ID}. */
final class SilencesResource {
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private final Routed routed;
    private final InstantSource clock;
    private final LabelNames names;
    private final Function<String, Matcher> syntax;

    SilencesResource(Routed routed, AlertmanagerApi.Dialect dialect, InstantSource clock) {
        this.routed = routed;
        this.clock = clock;
        this.names = dialect.names();
        this.syntax = dialect.matcher();
    }

    /**
     * {@code GET /api/v2/silences}: active ones first, the next to end before the others; then those to come, then those that
     * are over. Filters compare with the silence's own matchers as they are written; they are not evaluated.
     */
    void list(RoutingContext context) throws RefusedRequestException {
        Filters filters = new Filters(context.queryParams(), syntax);
        List<Matcher> matchers = filters.matchers("filter", "");
        boolean active = filters.flag("active");
        boolean pending = filters.flag("pending");
        boolean expired = filters.flag("expired");
        Instant now = clock.instant();
        routed.silences()
                .onSuccess(all -> {
                    JsonArray found = new JsonArray();
                    all.stream()
                            .filter(silence -> silence.matchers().containsAll(matchers))
                            .filter(silence -> switch (silence.state(now)) {
                                case ACTIVE -> active;
                                case PENDING -> pending;
                                case EXPIRED -> expired;
                            })
                            .sorted(order(now))
                            .forEach(silence -> found.add(SilenceJson.of(silence, now)));
                    Answers.json(context, found.toBuffer());
                })
                .onFailure(context::fail);
    }

    private static Comparator<Silence> order(Instant now) {
        return (one, other) -> {
            Silence.State state = one.state(now);
            Silence.State otherState = other.state(now);
            if (state != otherState) return Integer.compare(rank(state), rank(otherState));
            int byTime = switch (state) {
                case ACTIVE -> one.endsAt().compareTo(other.endsAt());
                case PENDING -> one.startsAt().compareTo(other.startsAt());
                case EXPIRED -> other.endsAt().compareTo(one.endsAt());
            };
            return byTime != 0 ? byTime : one.id().compareTo(other.id());
        };
    }

    private static int rank(Silence.State state) {
        return switch (state) {
            case ACTIVE -> 0;
            case PENDING -> 1;
            case EXPIRED -> 2;
        };
    }

    /** {@code POST /api/v2/silences}. */
    void post(RoutingContext context) throws RefusedRequestException {
        Answers.requireJson(context);
        Silence wanted = SilenceReader.read(Answers.body(context), clock.instant(), names);
        routed.silence(wanted)
                .onSuccess(answer -> {
                    switch (answer) {
                        case SilenceAnswer.Accepted accepted ->
                            Answers.json(
                                    context,
                                    new JsonObject()
                                            .put("silenceID", accepted.id())
                                            .toBuffer());
                        case SilenceAnswer.Refused refused ->
                            Refusal.text(400, "silence invalid: " + refused.reason())
                                    .send(context);
                        case SilenceAnswer.Unknown unknown ->
                            Refusal.text(404, "silence not found").send(context);
                    }
                })
                .onFailure(context::fail);
    }

    /** {@code GET /api/v2/silence/ID}. */
    void show(RoutingContext context) throws RefusedRequestException {
        String id = id(context);
        Instant now = clock.instant();
        routed.silences()
                .onSuccess(all -> all.stream()
                        .filter(silence -> silence.id().equals(id))
                        .findFirst()
                        .ifPresentOrElse(
                                found -> Answers.json(
                                        context, SilenceJson.of(found, now).toBuffer()),
                                () -> new Refusal(404, "").send(context)))
                .onFailure(context::fail);
    }

    /** {@code DELETE /api/v2/silence/ID}: one that is over stays as it is. */
    void expire(RoutingContext context) throws RefusedRequestException {
        routed.expire(id(context))
                .onSuccess(answer -> {
                    switch (answer) {
                        case SilenceAnswer.Accepted accepted ->
                            context.response().end();
                        case SilenceAnswer.Refused refused ->
                            Refusal.text(400, refused.reason()).send(context);
                        case SilenceAnswer.Unknown unknown -> new Refusal(404, "").send(context);
                    }
                })
                .onFailure(context::fail);
    }

    private static String id(RoutingContext context) throws RefusedRequestException {
        String id = String.valueOf(context.pathParam("silenceID"));
        if (UUID.matcher(id).matches()) return id;
        throw new RefusedRequestException(Refusal.coded(
                422, Refusal.OF_THE_WRONG_TYPE, "silenceID in path must be of type uuid: \"" + id + "\""));
    }
}
