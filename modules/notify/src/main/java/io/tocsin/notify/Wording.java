package io.tocsin.notify;

import io.tocsin.model.Alert;
import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.tocsin.template.AlertmanagerData;
import io.tocsin.template.TemplateException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * In whose words a notice is sent.
 *
 * @param form how the receiver's integration words it
 * @param reason why it is sent, as templates see it: {@code NotificationReason}
 * @param routeLabels the labels of the route, which may be templates
 */
public record Wording(Form form, String reason, Map<String, String> routeLabels) {
    /** Ours: for people, and for receivers that say nothing about it. */
    public static final Wording OURS = new Wording(Form.EMPTY, "", Map.of());

    /** How the line begins that says why a message is not in the words of the file. */
    static final String INSTEAD = "In Tocsin's words, not in those of the configuration: ";

    /** Settings that a reader sees, by the first part of their paths; the others say where and how. */
    private static final Set<String> READ = Set.of(
            "title",
            "text",
            "message",
            "message_text",
            "pretext",
            "fallback",
            "footer",
            "fields",
            "actions",
            "content",
            "subject",
            "html",
            "headers",
            "description",
            "summary",
            "details",
            "note",
            "tags",
            "class",
            "component",
            "group",
            "source",
            "severity",
            "priority",
            "entity",
            "payload",
            "attachments",
            "links",
            "images",
            "color",
            "title_link",
            "url_title");

    /** It stands beside the message, not instead of it. */
    private static final int MAX_FAILURE = 400;

    public Wording {
        routeLabels = Map.copyOf(routeLabels);
    }

    /** The words for a notice, as they are read at an instant. */
    Words words(Notice notice, String externalUrl, Instant now) {
        return words(notice, externalUrl, now, UnaryOperator.identity());
    }

    /**
     * The same, with what came from elsewhere made harmless.
     *
     * @param harmless what becomes of the value of a label or annotation
     */
    Words words(Notice notice, String externalUrl, Instant now, UnaryOperator<String> harmless) {
        return new Words(form, () -> data(notice, externalUrl, harmless), now);
    }

    /**
     * Whether the file words this notice: it says something under one of these paths, and the notice is one that Alertmanager
     * knows. It has no word for an acknowledgement.
     */
    boolean words(Notice notice, String... paths) {
        return knows(notice) && form.hasAny(paths);
    }

    /** Whether it is a notice that Alertmanager knows. */
    boolean knows(Notice notice) {
        return switch (notice.kind()) {
            case PAGE, NOTIFY, RESOLVED -> true;
            case ACKNOWLEDGED -> false;
        };
    }

    /**
     * What the settings of the file say about a notice, without sending it: by their paths; where one cannot be rendered, why.
     *
     * @param externalUrl where people reach us
     */
    public Map<String, String> texts(Notice notice, String externalUrl, Instant now) {
        Words words = words(notice, externalUrl, now);
        Map<String, String> texts = new TreeMap<>();
        for (String path : form.settings().keySet()) {
            if (!isRead(path)) continue;
            try {
                texts.put(path, path.equals("html") ? words.html(path, "") : words.text(path, ""));
            } catch (TemplateException e) {
                texts.put(path, "cannot be rendered: " + e.getMessage());
            }
        }
        return texts;
    }

    private static boolean isRead(String path) {
        int dot = path.indexOf('.');
        return READ.contains(dot < 0 ? path : path.substring(0, dot));
    }

    /** The notice in words of ours, saying that and why the file's own could not be used. */
    static Notice failed(Notice notice, String failure) {
        Briefing b = notice.briefing();
        String line = Texts.cut(INSTEAD + Texts.line(failure), MAX_FAILURE);
        return notice.saying(b.because(b.why().isEmpty() ? line : b.why() + ". " + line));
    }

    /** The line of {@link #failed}; empty where there is none. */
    static String failure(Notice notice) {
        int at = notice.briefing().why().indexOf(INSTEAD);
        return at < 0 ? "" : notice.briefing().why().substring(at);
    }

    /** A receiver's name as Alertmanager tells it: quoted as a regular expression. */
    static String quoted(String receiver) {
        return new AlertmanagerData(receiver, "", Map.of(), Map.of(), "", List.of()).quotedReceiver();
    }

    private AlertmanagerData data(Notice notice, String externalUrl, UnaryOperator<String> harmless) {
        Facts facts = new Facts(notice);
        return new AlertmanagerData(
                notice.receiver(),
                reason,
                each(notice.briefing().group().labels().map(), harmless),
                routeLabels,
                externalUrl,
                notice.briefing().group().alerts().stream()
                        .map(alert -> alert(alert, facts, harmless))
                        .toList());
    }

    private static Map<String, String> each(Map<String, String> values, UnaryOperator<String> harmless) {
        Map<String, String> changed = new TreeMap<>();
        values.forEach((name, value) -> changed.put(name, harmless.apply(value)));
        return changed;
    }

    private static AlertmanagerData.Alert alert(Alert alert, Facts facts, UnaryOperator<String> harmless) {
        Instant end = alert.endsAt() == null ? facts.briefing().at() : alert.endsAt();
        return new AlertmanagerData.Alert(
                each(alert.labels().map(), harmless),
                each(alert.annotations(), harmless),
                alert.startsAt(),
                facts.firesNow(alert) ? null : end,
                alert.generatorUrl(),
                HexFormat.of().toHexDigits(alert.labels().fingerprint()));
    }
}
