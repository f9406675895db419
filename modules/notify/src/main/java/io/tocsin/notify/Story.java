package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notice told in lines, for chats without blocks: what and since when, why you, how much, who is next, which alerts, where to
 * look. Lines are cut before they are dressed and left out as a whole, so markup is never torn.
 */
final class Story {
    private static final int MAX_TITLE = 300;
    private static final int MAX_LINE = 400;
    private static final int MAX_SHORT = 120;
    private static final int MAX_ALERTS = 5;

    private final Facts facts;
    private final Markup markup;
    private final ZoneId zone;

    Story(Notice notice, Markup markup, ZoneId zone) {
        this.facts = new Facts(notice);
        this.markup = markup;
        this.zone = zone;
    }

    /**
     * Whether a notice is told in these words rather than in those of a file: nothing in the file words it, or it is an
     * acknowledgement, which Alertmanager has no words for.
     */
    static boolean tells(Notice notice, Wording wording) {
        return wording.form() == Form.EMPTY || notice.kind() == Notice.Kind.ACKNOWLEDGED;
    }

    /** {@code 🔴 CRITICAL: title}, without markup. */
    String title(int limit) {
        return Texts.cut(facts.emoji() + " " + Texts.whole(facts.headline()), limit);
    }

    /** Title and everything else, at most so long. */
    String whole(int limit) {
        List<String> lines = new ArrayList<>();
        lines.add(facts.emoji() + " " + markup.bold(cut(facts.headline(), MAX_TITLE)));
        lines.addAll(body());
        return fit(lines, "\n", limit);
    }

    /** All but the title. */
    String rest(String separator, int limit) {
        return fit(body(), separator, limit);
    }

    /** All but the title and the links, which have a place of their own. */
    String restWithoutLinks(String separator, int limit) {
        return fit(lines(), separator, limit);
    }

    private List<String> body() {
        List<String> lines = lines();
        String links = facts.links().stream()
                .map(link -> markup.link(link.name(), link.url()))
                .collect(Collectors.joining(markup == Markup.PLAIN ? "\n" : " · "));
        // early enough that a message of many alerts still has them
        if (!links.isEmpty()) lines.add(Math.min(3, lines.size()), links);
        return lines;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        String where = Stream.of(facts.service(), facts.rule(), when())
                .filter(part -> !part.isEmpty())
                .map(part -> text(part, MAX_SHORT))
                .collect(Collectors.joining(" · "));
        add(lines, where);
        add(lines, text(facts.why(), MAX_LINE));
        add(lines, named("Next", facts.next()));
        add(lines, named("Value", facts.value()));
        add(lines, named("Alerts", facts.counts()));
        add(lines, named("Labels", Facts.pairs(facts.sharedLabels())));
        List<Alert> shown = facts.alerts(MAX_ALERTS);
        for (Alert alert : shown) add(lines, alert(alert));
        int more = facts.count() - shown.size();
        if (more > 0) lines.add(text("… and " + more + " more", MAX_SHORT));
        add(lines, named("Told so far", String.join(" · ", facts.told())));
        return lines;
    }

    private String when() {
        String incident = facts.incident().isEmpty() ? "" : " · incident " + facts.incident();
        return (facts.resolved() ? "lasted " + facts.lasted() : "since " + facts.since(zone)) + incident;
    }

    private String alert(Alert alert) {
        String state = facts.firesNow(alert) ? "▸ " : "✓ ";
        String name = facts.rule().equals(alert.name()) ? "" : Texts.line(alert.name());
        String labels = Facts.pairs(facts.ownLabels(alert));
        return state
                + Stream.of(
                                text(name, MAX_SHORT),
                                text(Facts.summary(alert), MAX_LINE),
                                markup.bold(cut(facts.ownValue(alert), MAX_SHORT)),
                                markup.code(cut(labels, MAX_LINE)),
                                text(Facts.evidence(alert), MAX_SHORT))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" "));
    }

    private String named(String name, String value) {
        return value.isEmpty() ? "" : markup.bold(name + ":") + " " + text(value, MAX_LINE);
    }

    private String text(String raw, int limit) {
        return markup.text(cut(raw, limit));
    }

    private static String cut(String raw, int limit) {
        return Texts.cut(Texts.whole(raw), limit);
    }

    private static void add(List<String> lines, String line) {
        if (!line.isEmpty()) lines.add(line);
    }

    /** As many lines as have room; one that has none makes way for shorter ones behind it. */
    private static String fit(List<String> lines, String separator, int limit) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String gap = text.isEmpty() ? "" : separator;
            if (text.length() + gap.length() + line.length() > limit) continue;
            text.append(gap).append(line);
        }
        return text.toString();
    }
}
