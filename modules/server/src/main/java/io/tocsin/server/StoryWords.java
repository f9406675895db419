package io.tocsin.server;

import io.tocsin.model.Labels;
import io.tocsin.routing.Effect;
import io.tocsin.routing.Silence;
import io.tocsin.routing.Stage;
import io.tocsin.server.api.Alerts.Happened;
import io.tocsin.server.api.Decisions;
import io.tocsin.server.api.Kept;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts into words what was decided about one alert of a group, and what came of it. */
final class StoryWords {
    private final long fingerprint;
    private final Hours hours;
    private final Views views;
    private final AddressBook book;

    StoryWords(long fingerprint, Hours hours, Views views, AddressBook book) {
        this.fingerprint = fingerprint;
        this.hours = hours;
        this.views = views;
        this.book = book;
    }

    /** The word for the kind of entry: held, told, no_change, or the result of a delivery. */
    String kind(Kept kept) {
        return switch (kept) {
            case Kept.Decided decided when heldBy(decided.decision()) != null -> "held";
            case Kept.Decided decided -> decided.decision().verdict() == Effect.Verdict.NOTIFIED ? "told" : "no_change";
            case Kept.Answered answered -> Decisions.verdict(answered);
        };
    }

    String text(Kept kept) {
        return switch (kept) {
            case Kept.Decided decided -> text(decided);
            case Kept.Answered answered -> text(answered);
        };
    }

    private String text(Kept.Decided decided) {
        Effect.Decision decision = decided.decision();
        String held = heldBy(decision);
        String again =
                decided.times() == 1 ? "" : " (" + decided.times() + " looks, until " + hours.at(decided.until()) + ")";
        if (held != null) return decision.receiver() + " is not told: " + held + again;
        if (decision.verdict() == Effect.Verdict.NOTIFIED)
            return decision.receiver() + " is to be told: " + decision.why() + weighed(decision);
        Instant next = next(decision);
        return next == null
                ? decision.receiver() + " is not told: " + decision.why() + again
                : decision.receiver() + " knows already, and is told again at " + hours.at(next) + again;
    }

    /** When a receiver that knows already is told again; null when that is not what keeps it from being told. */
    private static @Nullable Instant next(Effect.Decision decision) {
        for (Stage stage : decision.stages())
            if (stage instanceof Stage.Weighed way && way.next() != null) return way.next();
        return null;
    }

    /** Integrations that got nothing although the receiver was told. */
    private static String weighed(Effect.Decision decision) {
        List<String> parts = new ArrayList<>();
        for (Stage stage : decision.stages()) {
            if (!(stage instanceof Stage.Weighed way) || way.integration().equals("picture")) continue;
            switch (way.ruling()) {
                case TOLD -> {}
                case NOTHING_NEW -> parts.add(way.integration() + " knows already");
                case END_NOT_WANTED -> parts.add(way.integration() + " does not want to hear of ends");
                case UNDELIVERABLE -> parts.add(way.integration() + " cannot be reached");
            }
        }
        return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
    }

    /** What held this alert back at a look; null for nothing. */
    private @Nullable String heldBy(Effect.Decision decision) {
        for (Stage stage : decision.stages()) {
            String by = switch (stage) {
                case Stage.Inhibition(List<Stage.Held> held) -> by(held, "explained by ", this::alert);
                case Stage.Silencing(List<Stage.Held> held) -> by(held, "silenced by ", this::silence);
                case Stage.Interval interval ->
                    interval.held().contains(fingerprint)
                            ? "the route is silent "
                                    + (interval.outside() ? "outside of " : "during ")
                                    + String.join(", ", interval.names())
                            : null;
                case Stage.Weighed weighed -> null;
            };
            if (by != null) return by;
        }
        return null;
    }

    private @Nullable String by(List<Stage.Held> held, String verb, Function<String, String> name) {
        for (Stage.Held each : held) {
            if (each.alert() == fingerprint)
                return verb + each.by().stream().map(name).collect(Collectors.joining(", "));
        }
        return null;
    }

    private String alert(String hex) {
        long other = Long.parseUnsignedLong(hex, 16);
        for (Happened happened : views.happened(Integer.MAX_VALUE)) {
            Labels labels = happened.alert().labels();
            if (labels.fingerprint() == other) return ExplainJson.name(labels, other);
        }
        return "alert " + hex;
    }

    private String silence(String id) {
        for (Silence silence : views.router().silences()) {
            if (!silence.id().equals(id)) continue;
            String comment = silence.comment().isEmpty() ? "" : ", " + silence.comment();
            return (silence.createdBy().isEmpty() ? "somebody" : silence.createdBy()) + " (" + id + comment + ")";
        }
        return id;
    }

    private String text(Kept.Answered answered) {
        String who = answered.person().isEmpty() ? "receiver " + answered.receiver() : book.nameOf(answered.person());
        String what =
                who + " by " + answered.channel() + (answered.attempt() > 1 ? ", attempt " + answered.attempt() : "");
        String detail = answered.detail().isEmpty() ? "" : " (" + answered.detail() + ")";
        Instant again = answered.retryAt();
        String later = again == null ? "" : ", again at " + hours.at(again);
        String notice = switch (answered.kind()) {
            case "notify" -> "notice";
            case "resolved" -> "all-clear";
            case "acknowledged" -> "acknowledgement";
            default -> answered.kind();
        };
        return switch (answered.result()) {
            case DELIVERED -> notice + " delivered to " + what + detail;
            case RETRIED -> notice + " not taken for " + what + detail + later;
            case FAILED -> notice + " cannot be delivered to " + what + detail;
            case UNCLEAR -> notice + " to " + what + " has no clear answer" + detail + later;
        };
    }

    /** Who was reached, or why nobody was. */
    ExplainSummary.Answer answer(List<Kept> newestFirst) {
        Set<String> reached = new LinkedHashSet<>();
        Set<String> kept = new LinkedHashSet<>();
        for (Kept each : newestFirst.reversed()) {
            switch (each) {
                case Kept.Answered answered
                when answered.result() == Kept.Result.DELIVERED && isNews(answered) ->
                    reached.add(capital(text(answered)) + " at " + hours.at(answered.at()) + ".");
                case Kept.Answered answered
                when answered.result() == Kept.Result.FAILED -> kept.add(capital(text(answered)) + ".");
                case Kept.Decided decided when kind(decided).equals("held") -> kept.add(text(decided) + ".");
                case Kept.Answered answered -> {}
                case Kept.Decided decided -> {}
            }
        }
        List<String> sentences = new ArrayList<>(reached);
        sentences.addAll(kept);
        if (sentences.isEmpty()) sentences.add(nothing(newestFirst));
        return new ExplainSummary.Answer(reached.isEmpty() ? (kept.isEmpty() ? "nobody" : "held") : "told", sentences);
    }

    private static boolean isNews(Kept.Answered answered) {
        return answered.kind().equals("page") || answered.kind().equals("notify");
    }

    private static String nothing(List<Kept> kept) {
        return kept.isEmpty()
                ? "Nothing was decided about this alert in that time."
                : "Decisions were taken, and there was nobody to deliver them to.";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
