package io.tocsin.notify;

import io.tocsin.notify.Facts.Link;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * The buttons below a message. Where somebody listens they answer right here; everywhere else they are links, which work
 * without an app. What answers carries the incident and its round, so that an old button answers no newer page.
 */
final class SlackButtons {
    /** How our buttons are told from links, whose presses Slack reports too. */
    static final String PREFIX = "tocsin-";

    private final JsonArray buttons = new JsonArray();

    private SlackButtons() {}

    static JsonArray of(Facts facts) {
        SlackButtons all = new SlackButtons();
        String answer = facts.briefing().links().answer();
        boolean answers = !answer.isEmpty() && !facts.resolved();
        if (answers) all.answers(facts.firing(), answer);
        for (Link link : facts.links()) {
            if (!answers || !link.name().equals(Facts.ACKNOWLEDGE)) all.link(link);
        }
        return all.buttons;
    }

    /** Only those that act, for a message in somebody else's words; none where nobody listens. */
    static JsonArray acting(Facts facts) {
        SlackButtons all = new SlackButtons();
        String answer = facts.briefing().links().answer();
        if (!answer.isEmpty() && !facts.resolved()) all.answers(facts.firing(), answer);
        return all.buttons;
    }

    private void answers(boolean firing, String answer) {
        if (firing) buttons.add(answer("Acknowledge", "acknowledge", answer).put("style", "primary"));
        buttons.add(answer("Resolve", "resolve", answer)
                .put("confirm", confirm("Is it over? What still fires stays quiet until it has gone.", "Resolve")));
        buttons.add(answer("Escalate", "escalate", answer)
                .put("confirm", confirm("The next level is paged at once.", "Escalate")));
    }

    private static JsonObject answer(String text, String verb, String value) {
        return button(text).put("action_id", PREFIX + verb).put("value", value);
    }

    private static JsonObject confirm(String text, String yes) {
        return new JsonObject()
                .put("title", plain(yes + "?"))
                .put("text", plain(text))
                .put("confirm", plain(yes))
                .put("deny", plain("No"));
    }

    private void link(Link link) {
        JsonObject button = button(link.name())
                .put("url", link.url())
                .put("action_id", link.name().toLowerCase(Locale.ROOT).replace(' ', '-'));
        buttons.add(link.name().equals(Facts.ACKNOWLEDGE) ? button.put("style", "primary") : button);
    }

    private static JsonObject button(String text) {
        return new JsonObject().put("type", "button").put("text", plain(text));
    }

    private static JsonObject plain(String text) {
        return new JsonObject().put("type", "plain_text").put("text", text).put("emoji", true);
    }
}
