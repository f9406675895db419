package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.tocsin.notify.Facts.Link;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A notice in Block Kit, made to be read half asleep: what, how bad and since when in two lines, then why you, then the
 * numbers, the alerts, and buttons.
 *
 * <p>Slack refuses a message as a whole when one text is too long, so every text has a budget and their sum stays below the
 * undocumented total near 12,000 characters.
 */
final class SlackMessage {
    private static final int MAX_HEADER = 150;
    private static final int MAX_WHY = 700;
    private static final int MAX_FIELD = 300;
    private static final int MAX_SHORT = 100;
    private static final int MAX_ALERTS = 5;
    private static final int MAX_ALERT_LABELS = 250;
    private static final int MAX_ALERT_TEXT = 250;
    private static final int MAX_TOLD = 600;
    private static final int MAX_FALLBACK_LINE = 400;

    private final Facts facts;
    private final Briefing briefing;

    private SlackMessage(Notice notice) {
        this.facts = new Facts(notice);
        this.briefing = notice.briefing();
    }

    /** Blocks, and the text for notifications and old clients. */
    static JsonObject rich(Notice notice) {
        SlackMessage message = new SlackMessage(notice);
        return plain(notice).put("blocks", message.blocks());
    }

    /** The same in text alone, for when Slack dislikes the blocks. */
    static JsonObject plain(Notice notice) {
        return new JsonObject()
                .put("text", new SlackMessage(notice).text())
                .put("unfurl_links", false)
                .put("unfurl_media", false);
    }

    /** One line for a thread whose first message has just been changed. */
    static JsonObject reply(Notice notice) {
        SlackMessage message = new SlackMessage(notice);
        String why = message.facts.why();
        return new JsonObject()
                .put(
                        "text",
                        message.facts.emoji() + " *"
                                + SlackText.fit(message.facts.headline(), MAX_FALLBACK_LINE) + "* after "
                                + message.facts.lasted()
                                + (why.isEmpty() ? "" : "\n" + SlackText.fit(why, MAX_WHY)))
                .put("unfurl_links", false)
                .put("unfurl_media", false);
    }

    private String text() {
        StringBuilder text =
                new StringBuilder(facts.emoji() + " " + SlackText.fit(facts.headline(), MAX_FALLBACK_LINE));
        line(text, facts.why());
        line(text, String.join(" · ", notEmpty(facts.service(), facts.rule(), facts.value())));
        line(text, facts.next().isEmpty() ? "" : "Next: " + facts.next());
        for (Link link : facts.links())
            text.append("\n<")
                    .append(escapedUrl(link))
                    .append('|')
                    .append(link.name())
                    .append('>');
        return text.toString();
    }

    private static void line(StringBuilder text, String raw) {
        if (!raw.isEmpty()) text.append('\n').append(SlackText.fit(raw, MAX_FALLBACK_LINE));
    }

    private JsonArray blocks() {
        JsonArray blocks = new JsonArray().add(header()).add(context(where()));
        if (!facts.why().isEmpty()) blocks.add(section(SlackText.fit(facts.why(), MAX_WHY)));
        JsonArray fields = fields();
        if (!fields.isEmpty())
            blocks.add(new JsonObject().put("type", "section").put("fields", fields));
        List<Alert> shown = facts.alerts(MAX_ALERTS);
        for (Alert alert : shown) blocks.add(section(alert(alert)));
        int more = facts.count() - shown.size();
        if (more > 0) blocks.add(context("… and *" + more + " more* (" + facts.counts() + " in all)"));
        JsonArray buttons = SlackButtons.of(facts);
        if (!buttons.isEmpty())
            blocks.add(new JsonObject().put("type", "actions").put("elements", buttons));
        if (!facts.told().isEmpty()) {
            blocks.add(context("Told so far: " + SlackText.fit(String.join(" · ", facts.told()), MAX_TOLD)));
        }
        return blocks;
    }

    private JsonObject header() {
        String title = facts.emoji() + " " + facts.state() + " · ";
        return new JsonObject()
                .put("type", "header")
                .put("text", plainText(title + SlackText.fit(facts.title(), MAX_HEADER - title.length())));
    }

    /** {@code *payment_api* · HighErrorRate · since 03:04 (12 min) · incident 42}. */
    private String where() {
        StringBuilder where = new StringBuilder();
        if (!facts.service().isEmpty())
            where.append('*').append(SlackText.fit(facts.service(), MAX_SHORT)).append("* · ");
        if (!facts.rule().isEmpty())
            where.append(SlackText.fit(facts.rule(), MAX_SHORT)).append(" · ");
        where.append(facts.resolved() ? "lasted " : "since ");
        where.append(
                facts.resolved() ? facts.lasted() : SlackText.time(briefing.since()) + " (" + facts.lasted() + ")");
        if (!facts.incident().isEmpty())
            where.append(" · incident ").append(SlackText.fit(facts.incident(), MAX_SHORT));
        return where.toString();
    }

    private JsonArray fields() {
        JsonArray fields = new JsonArray();
        String by = Texts.line(briefing.by());
        if (!facts.firing() && !by.isEmpty()) field(fields, facts.resolved() ? "Resolved by" : "Acknowledged by", by);
        field(fields, "Value", facts.value());
        field(fields, "Alerts", facts.counts());
        field(fields, "Labels", Facts.pairs(facts.sharedLabels()));
        field(fields, "Next", facts.next());
        return fields;
    }

    private static void field(JsonArray fields, String name, String value) {
        if (!value.isEmpty()) fields.add(mrkdwn("*" + name + "*\n" + SlackText.fit(value, MAX_FIELD)));
    }

    private String alert(Alert alert) {
        StringBuilder text = new StringBuilder(facts.firesNow(alert) ? "▸ " : "✓ ");
        Map<String, String> labels = facts.ownLabels(alert);
        String name = facts.rule().equals(alert.name()) ? "" : alert.name();
        text.append(SlackText.fit(name.isEmpty() ? Facts.summary(alert) : Texts.line(name), MAX_ALERT_TEXT));
        if (!name.isEmpty()) line(text, Texts.cut(Facts.summary(alert), MAX_ALERT_TEXT));
        if (!facts.ownValue(alert).isEmpty()) {
            text.append("  *")
                    .append(SlackText.fit(facts.ownValue(alert), MAX_SHORT))
                    .append('*');
        }
        if (!labels.isEmpty()) text.append('\n').append(SlackText.code(Facts.pairs(labels), MAX_ALERT_LABELS));
        String evidence = Facts.evidence(alert);
        if (!evidence.isEmpty())
            text.append("\n_").append(SlackText.fit(evidence, MAX_SHORT)).append('_');
        return text.toString();
    }

    private static List<String> notEmpty(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).toList();
    }

    private static String escapedUrl(Link link) {
        return link.url().replace("&", "&amp;");
    }

    private static JsonObject section(String mrkdwn) {
        return new JsonObject().put("type", "section").put("text", mrkdwn(mrkdwn));
    }

    private static JsonObject context(String mrkdwn) {
        return new JsonObject().put("type", "context").put("elements", new JsonArray().add(mrkdwn(mrkdwn)));
    }

    private static JsonObject mrkdwn(String text) {
        return new JsonObject().put("type", "mrkdwn").put("text", text);
    }

    private static JsonObject plainText(String text) {
        return new JsonObject().put("type", "plain_text").put("text", text).put("emoji", true);
    }
}
