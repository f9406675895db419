package io.tocsin.server.alertmanager;

import io.tocsin.routing.AlertFilter;
import io.tocsin.routing.Matcher;
import io.tocsin.routing.Status;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** {@code GET /api/v2/alerts/groups}. */
final class GroupsResource {
    /** Sorts before every character that is likely in a name, so that pages follow the order of the list. */
    private static final char BETWEEN = '\u0000';

    private final Routed routed;
    private final InstantSource clock;
    private final Function<String, Matcher> syntax;

    GroupsResource(Routed routed, AlertmanagerApi.Dialect dialect, InstantSource clock) {
        this.routed = routed;
        this.clock = clock;
        this.syntax = dialect.matcher();
    }

    /** Sorted by labels, then receiver; with {@code limit} in pages. */
    void list(RoutingContext context) throws RefusedRequestException {
        AlertFilter asked = new Filters(context.queryParams(), syntax).alerts();
        String after = decoded(asked.after());
        Instant now = clock.instant();
        routed.groups(Pages.whole(asked))
                .onSuccess(found -> {
                    List<Status.OfGroup> rest = found.stream()
                            .dropWhile(group -> place(group).compareTo(after) <= 0)
                            .toList();
                    List<Status.OfGroup> page = Pages.cut(context, rest, asked.limit(), GroupsResource::encoded);
                    Answers.json(context, AlertWriter.groups(page, now));
                })
                .onFailure(context::fail);
    }

    private static String place(Status.OfGroup group) {
        return group.labels().toString() + BETWEEN + group.receiver() + BETWEEN + group.key();
    }

    private static String encoded(Status.OfGroup group) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place(group).getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String after) throws RefusedRequestException {
        try {
            return new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(Refusal.text(400, "after must be what a page before said is next"));
        }
    }
}
