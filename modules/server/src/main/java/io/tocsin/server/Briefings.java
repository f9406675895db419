package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Planned;
import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.notify.Delivery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts into words what a reader of a page must know. */
final class Briefings {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Who heard of it last; of an incident that lasts for days a message does not list every hour. */
    static final int TOLD_MAX = 12;

    private final AddressBook book;
    private final Outbox outbox;
    private final Links links;

    Briefings(AddressBook book, Outbox outbox, Links links) {
        this.book = book;
        this.outbox = outbox;
        this.links = links;
    }

    /** The rule and what tells this group from others of the rule: it stays the same while alerts come and go. */
    static String title(AlertGroup group) {
        Labels labels = group.labels();
        String rule = labels.orEmpty(Labels.ALERTNAME);
        if (rule.isEmpty()) {
            rule = group.alerts().stream().map(Alert::name).distinct().collect(Collectors.joining(", "));
        }
        String rest = labels.map().entrySet().stream()
                .filter(label -> !label.getKey().equals(Labels.ALERTNAME)
                        && !label.getKey().equals(Labels.SEVERITY))
                .map(label -> label.getValue())
                .collect(Collectors.joining(" "));
        return rest.isEmpty() ? rule : rule + ": " + rest;
    }

    static Instant since(AlertGroup group, Instant otherwise) {
        return group.alerts().stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(otherwise);
    }

    /** For a receiver of routing.yml, where no escalation runs. */
    Briefing of(AlertGroup group, Instant now, String why) {
        return new Briefing(
                group,
                "",
                title(group),
                group.severityAt(now),
                now,
                since(group, now),
                why,
                List.of(),
                "",
                "",
                links.of(group, "", ""));
    }

    /**
     * For somebody who is told of an incident.
     *
     * @param by who acknowledged or resolved; empty otherwise
     */
    Briefing of(Incident incident, Instant now, String why, @Nullable Planned next, String by) {
        AlertGroup group = incident.group();
        return new Briefing(
                group,
                incident.id(),
                title(group),
                incident.severity(),
                now,
                since(group, incident.openedAt()),
                why,
                toldLately(incident.id()),
                next(next),
                by.isEmpty() ? "" : book.nameOf(by),
                links.of(group, incident.id(), ""));
    }

    /** The same with a link by which this person acknowledges this round; good from now on, so never to be kept. */
    Briefing signed(Briefing b, int round, String person, Instant now) {
        return b.linking(b.links().acknowledging(links.acknowledge(b.incident(), round, person, now)));
    }

    /** The same with buttons that answer this round, where a chat has them and somebody listens. */
    Briefing answerable(Briefing b, int round, Destination to) {
        boolean buttons = to instanceof Destination.SlackChannel && links.slackAnswers();
        return buttons && !b.incident().isEmpty() ? b.linking(b.links().answering(b.incident() + "/" + round)) : b;
    }

    /** Where all that these messages tell is listed. */
    Briefing.Links links(List<Outgoing> messages) {
        boolean incidents =
                messages.stream().anyMatch(message -> !message.incident().isEmpty());
        return links.overview(messages.getFirst().delivery().notice().receiver(), incidents);
    }

    /** Where everything is listed that is open. */
    Briefing.Links console() {
        return links.overview("", true);
    }

    Briefing.Links links(Incident incident) {
        return links.of(incident.group(), incident.id(), "");
    }

    /** Who heard of an incident, in order: {@code Anna Adler by email at 10:03 UTC}. */
    List<String> told(String incident) {
        return delivered(incident).stream().map(this::telling).distinct().toList();
    }

    /** The newest of them, in order, behind how many there are before. */
    private List<String> toldLately(String incident) {
        List<Outgoing> all = delivered(incident);
        int earlier = Math.max(0, all.size() - TOLD_MAX);
        Stream<String> lately =
                all.subList(earlier, all.size()).stream().map(this::telling).distinct();
        return earlier == 0
                ? lately.toList()
                : Stream.concat(Stream.of(earlier + " times before"), lately).toList();
    }

    private List<Outgoing> delivered(String incident) {
        return outbox.of(incident).stream()
                .filter(outgoing -> outgoing.delivery().state() == Delivery.State.DELIVERED)
                .filter(outgoing -> isNews(outgoing.delivery().notice().kind()))
                .toList();
    }

    private String telling(Outgoing outgoing) {
        return reader(outgoing) + " by " + AddressBook.channel(outgoing.address()) + " at "
                + CLOCK.format(outgoing.delivery().nextAttemptAt());
    }

    private static boolean isNews(Notice.Kind kind) {
        return switch (kind) {
            case PAGE, NOTIFY -> true;
            case ACKNOWLEDGED, RESOLVED -> false;
        };
    }

    private String reader(Outgoing outgoing) {
        Notice notice = outgoing.delivery().notice();
        return notice.person().isEmpty() ? "receiver " + notice.receiver() : book.nameOf(notice.person());
    }

    /** {@code Bob Brandt and Carol Chen at 10:18 UTC (level 2)}; empty when nobody is. */
    String next(@Nullable Planned next) {
        if (next == null) return "";
        String users = next.users().isEmpty()
                ? "nobody is on call"
                : next.users().stream().map(book::nameOf).collect(Collectors.joining(" and "));
        return users + " at " + CLOCK.format(next.at()) + " (level " + next.level() + ")";
    }
}
