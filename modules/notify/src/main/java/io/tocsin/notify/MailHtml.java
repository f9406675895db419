package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Notice;
import io.tocsin.notify.Facts.Link;
import java.time.ZoneId;
import java.util.List;

/**
 * A notice as HTML for mail clients, which know little CSS and no style sheets: one narrow column that fits a phone, and no
 * colours for text or ground except where both are set, so that dark mode may invert it. Every text is escaped.
 */
final class MailHtml {
    /** Of one text; who needs more follows the link. */
    private static final int MAX_TEXT = 1000;

    private static final String GREY = "#767b85";

    private final StringBuilder html = new StringBuilder();
    private final Facts facts;
    private final ZoneId zone;

    private MailHtml(Notice notice, ZoneId zone) {
        this.facts = new Facts(notice);
        this.zone = zone;
    }

    static String of(Notice notice, ZoneId zone) {
        return new MailHtml(notice, zone).render();
    }

    private String render() {
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark">
                <meta name="supported-color-schemes" content="light dark">
                </head>
                <body style="margin:0;padding:16px;font:16px/1.45 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
                """);
        html.append("<div style=\"max-width:600px;margin:0 auto;border-left:5px solid ")
                .append(colour())
                .append(";padding-left:16px\">\n");
        heading();
        buttons();
        table();
        alerts();
        html.append("</div>\n</body>\n</html>\n");
        return html.toString();
    }

    private void heading() {
        html.append("<div style=\"display:inline-block;background:")
                .append(colour())
                .append(
                        ";color:#ffffff;font-size:12px;font-weight:700;letter-spacing:.06em;padding:2px 8px;border-radius:4px\">")
                .append(text(facts.state()))
                .append("</div>\n");
        html.append("<h1 style=\"font-size:21px;line-height:1.25;margin:8px 0\">")
                .append(text(facts.title()))
                .append("</h1>\n");
        if (!facts.why().isEmpty())
            html.append("<p style=\"margin:0 0 16px\">")
                    .append(text(facts.why()))
                    .append("</p>\n");
    }

    private void buttons() {
        html.append("<p style=\"margin:0 0 8px\">");
        for (Link link : facts.links()) {
            boolean main = link.name().equals("Acknowledge");
            html.append("<a href=\"")
                    .append(escape(link.url()))
                    .append("\" style=\"display:inline-block;margin:0 8px 8px 0;padding:9px 16px;border-radius:6px;")
                    .append("text-decoration:none;font-weight:600;color:#ffffff;background:")
                    .append(main ? "#1a7f4b" : "#57606a")
                    .append("\">")
                    .append(text(link.name()))
                    .append("</a>\n");
        }
        html.append("</p>\n");
    }

    private void table() {
        html.append("<table role=\"presentation\" style=\"border-collapse:collapse;font-size:15px;margin:0 0 8px\">\n");
        String by = Texts.line(facts.briefing().by());
        if (!facts.firing()) row(facts.resolved() ? "Resolved by" : "Acknowledged by", by);
        row("Service", facts.service());
        row("Rule", facts.rule());
        row("Value", facts.value());
        row("Since", facts.since(zone));
        row("Alerts", facts.counts());
        row("Labels", Facts.pairs(facts.sharedLabels()));
        row("Incident", facts.incident());
        row("Next", facts.next());
        row("Told", String.join("\n", facts.told()));
        html.append("</table>\n");
    }

    private void row(String name, String value) {
        if (value.isEmpty()) return;
        html.append("<tr><td style=\"padding:3px 14px 3px 0;vertical-align:top;white-space:nowrap;color:" + GREY
                        + "\">")
                .append(text(name))
                .append("</td><td style=\"padding:3px 0;vertical-align:top\">")
                .append(text(value).replace("\n", "<br>"))
                .append("</td></tr>\n");
    }

    private void alerts() {
        List<Alert> shown = facts.alerts(MailText.MAX_ALERTS);
        shown.forEach(this::alert);
        int more = facts.count() - shown.size();
        if (more > 0) small("… and " + more + " more");
    }

    private void alert(Alert alert) {
        String summary = Facts.summary(alert);
        String value = facts.ownValue(alert);
        html.append("<div style=\"border-top:1px solid #8888884d;padding:10px 0\">")
                .append(facts.firesNow(alert) ? "" : "✓ ")
                .append(text(summary.isEmpty() ? Texts.line(alert.name()) : summary));
        if (!value.isEmpty()) html.append(" <b>").append(text(value)).append("</b>");
        html.append('\n');
        String labels = Facts.pairs(facts.ownLabels(alert));
        if (!labels.isEmpty()) {
            html.append("<div style=\"font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;word-break:break-word\">")
                    .append(text(labels))
                    .append("</div>\n");
        }
        small(Facts.evidence(alert));
        html.append("</div>\n");
    }

    private void small(String text) {
        if (text.isEmpty()) return;
        html.append("<div style=\"font-size:13px;color:" + GREY + "\">")
                .append(text(text))
                .append("</div>\n");
    }

    /** Dark enough for white letters on it, light enough to stand out in dark mode. */
    private String colour() {
        return switch (facts.notice().kind()) {
            case ACKNOWLEDGED -> "#57606a";
            case RESOLVED -> "#1a7f4b";
            case PAGE, NOTIFY ->
                switch (facts.briefing().severity()) {
                    case CRITICAL -> "#c9252d";
                    case HIGH -> "#b85c00";
                    case MEDIUM -> "#8a6d00";
                    case LOW -> "#2563c9";
                };
        };
    }

    private static String text(String raw) {
        return escape(Texts.cut(raw, MAX_TEXT));
    }

    static String escape(String raw) {
        return Texts.whole(raw)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
