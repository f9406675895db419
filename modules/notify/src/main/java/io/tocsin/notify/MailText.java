package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.notify.Facts.Link;
import java.time.ZoneId;
import java.util.List;

/** A notice as plain text: what a terminal, a watch or a screen reader shows, most important line first. */
final class MailText {
    /** More is not read in a mail; the link to the log lines shows all of them. */
    static final int MAX_ALERTS = 20;

    private static final int MAX_LINE = 500;

    private final StringBuilder text = new StringBuilder();
    private final Facts facts;
    private final ZoneId zone;

    private MailText(Notice notice, ZoneId zone) {
        this.facts = new Facts(notice);
        this.zone = zone;
    }

    static String of(Notice notice, ZoneId zone) {
        return new MailText(notice, zone).render();
    }

    private String render() {
        line(facts.headline());
        if (!facts.why().isEmpty()) line(facts.why());
        line("");
        for (Link link : facts.links())
            text.append(padded(link.name())).append(link.url()).append('\n');
        if (!facts.links().isEmpty()) line("");
        row("Service", facts.service());
        row("Rule", facts.rule());
        row("Value", facts.value());
        row("Since", facts.since(zone));
        row("Alerts", facts.counts());
        row("Labels", Facts.pairs(facts.sharedLabels()));
        row("Incident", facts.incident());
        row("Next", facts.next());
        told();
        List<Alert> shown = facts.alerts(MAX_ALERTS);
        shown.forEach(this::alert);
        int more = facts.count() - shown.size();
        if (more > 0) line("\n… and " + more + " more");
        return text.toString();
    }

    private void told() {
        List<String> told = facts.told();
        for (int i = 0; i < told.size(); i++) line(padded(i == 0 ? "Told" : "") + told.get(i));
    }

    private void alert(Alert alert) {
        line("");
        String summary = Facts.summary(alert);
        line((facts.firesNow(alert) ? "* " : "* (resolved) ")
                + (summary.isEmpty() ? Texts.line(alert.name()) : summary));
        indented(facts.ownValue(alert));
        indented(Facts.pairs(facts.ownLabels(alert)));
        indented(Facts.evidence(alert));
    }

    private void row(String name, String value) {
        if (!value.isEmpty()) line(padded(name) + value);
    }

    private void indented(String value) {
        if (!value.isEmpty()) line("  " + value);
    }

    private static String padded(String name) {
        return name.isEmpty() ? " ".repeat(13) : (name + ":" + " ".repeat(13)).substring(0, 13);
    }

    private void line(String line) {
        text.append(Texts.cut(line, MAX_LINE)).append('\n');
    }
}
