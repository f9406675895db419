package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Severity;
import io.tocsin.server.config.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What several messages to one receiver come to when they are told as one. Pure. */
final class Digest {
    /** Before the address and the instant: no group of a route begins so. */
    private static final String KEY = "digest/";

    /** One alert stands for its group; who wants to see more groups than this opens the console. */
    private static final int MAX_ALERTS = 100;

    /** Names in the sentence; the alerts below show more. */
    private static final int MAX_NAMED = 8;

    private final String address;
    private final List<Notice> firing;
    private final List<Notice> ended;
    private final Instant now;
    private final Briefing.Links links;

    private Digest(String address, List<Outgoing> messages, Instant now, Briefing.Links links) {
        this.address = address;
        this.links = links;
        List<Notice> notices =
                messages.stream().map(message -> message.delivery().notice()).toList();
        this.firing = notices.stream()
                .filter(notice -> !isEnd(notice))
                .sorted(Comparator.comparing(
                                (Notice notice) -> notice.briefing().severity())
                        .reversed())
                .toList();
        this.ended = notices.stream().filter(Digest::isEnd).toList();
        this.now = now;
    }

    private static boolean isEnd(Notice notice) {
        return notice.kind() == Notice.Kind.RESOLVED;
    }

    /** Whether a message is one. */
    static boolean is(Notice notice) {
        return notice.briefing().group().key().startsWith(KEY);
    }

    /** The kind of the one message: it is an end only if nothing in it still fires. */
    static Notice.Kind kind(List<Outgoing> messages) {
        boolean over =
                messages.stream().allMatch(message -> isEnd(message.delivery().notice()));
        return over ? Notice.Kind.RESOLVED : Notice.Kind.NOTIFY;
    }

    /** @param links to where all of it is listed */
    static Briefing of(String address, List<Outgoing> messages, Rate rate, Instant now, Briefing.Links links) {
        return new Digest(address, messages, now, links).briefing(rate);
    }

    private Briefing briefing(Rate rate) {
        List<Notice> all = all().toList();
        List<Alert> alerts = all().limit(MAX_ALERTS).map(this::first).toList();
        String receiver = all.getFirst().receiver();
        // The key is its own: a later digest says other things and must not take the place of this one.
        AlertGroup group = new AlertGroup(KEY + address + "/" + now, Labels.EMPTY, receiver, alerts);
        return new Briefing(
                group,
                "",
                title(all.size()),
                firing.isEmpty() ? severity(all) : severity(firing),
                now,
                all.stream()
                        .map(notice -> notice.briefing().since())
                        .min(Comparator.naturalOrder())
                        .orElse(now),
                why(rate),
                List.of(),
                "",
                "",
                links);
    }

    private Stream<Notice> all() {
        return Stream.concat(firing.stream(), ended.stream());
    }

    private static Severity severity(List<Notice> notices) {
        return notices.stream()
                .map(notice -> notice.briefing().severity())
                .max(Comparator.naturalOrder())
                .orElse(Severity.LOW);
    }

    /** {@code 37 more groups: 30 firing, 7 resolved}. */
    private String title(int count) {
        List<String> parts = new ArrayList<>();
        if (!firing.isEmpty()) parts.add(firing.size() + " firing");
        if (!ended.isEmpty()) parts.add(ended.size() + " resolved");
        return count + " more groups: " + String.join(", ", parts);
    }

    private String why(Rate rate) {
        String limit = rate.unlimited()
                ? ""
                : " (" + rate.burst() + " messages at once, then " + rate.perMinute() + " a minute)";
        return "There was more to tell than fits here" + limit + ", so the rest is one message."
                + named("Firing", firing) + named("Resolved", ended);
    }

    private static String named(String word, List<Notice> notices) {
        if (notices.isEmpty()) return "";
        String names = notices.stream()
                .limit(MAX_NAMED)
                .map(notice -> notice.briefing().title())
                .collect(Collectors.joining(" · "));
        int more = notices.size() - MAX_NAMED;
        return " " + word + ": " + names + (more > 0 ? " and " + more + " more." : ".");
    }

    /** The alert that stands for its group: one that still fires, if any does. */
    private Alert first(Notice notice) {
        AlertGroup group = notice.briefing().group();
        Stream<Alert> firingFirst = Stream.concat(group.firingAt(now).stream(), group.alerts().stream());
        return firingFirst.findFirst().orElseThrow();
    }
}
