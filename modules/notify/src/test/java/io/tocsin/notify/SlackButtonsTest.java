package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Briefing;
import io.tocsin.model.Notice;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackButtonsTest {
    private static Notice notice(Notice.Kind kind, String answer) {
        Briefing plain = Samples.briefing(Samples.alerts(1));
        Briefing b = plain.linking(plain.links().answering(answer));
        return Samples.notice(kind, Samples.NOWHERE, b, "");
    }

    private static List<JsonObject> buttons(Notice.Kind kind, String answer) {
        return SlackButtons.of(new Facts(notice(kind, answer))).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> actions(Notice.Kind kind, String answer) {
        return buttons(kind, answer).stream()
                .map(button -> button.getString("action_id"))
                .toList();
    }

    @Test
    void whereNobodyListensTheyAreLinks() {
        assertThat(actions(Notice.Kind.PAGE, ""))
                .containsExactly("acknowledge", "log-lines", "runbook", "dashboard", "incident");
        assertThat(buttons(Notice.Kind.PAGE, "")).allMatch(button -> button.containsKey("url"));
    }

    @Test
    void whereSomebodyListensAPageIsAnsweredRightThere() {
        assertThat(actions(Notice.Kind.PAGE, "inc-1/2"))
                .startsWith("tocsin-acknowledge", "tocsin-resolve", "tocsin-escalate")
                .doesNotContain("acknowledge");
        assertThat(buttons(Notice.Kind.PAGE, "inc-1/2").subList(0, 3))
                .allMatch(button -> button.getString("value").equals("inc-1/2"))
                .noneMatch(button -> button.containsKey("url"));
    }

    @Test
    void whatIsAcknowledgedCanBeResolvedOrEscalated() {
        assertThat(actions(Notice.Kind.ACKNOWLEDGED, "inc-1/2"))
                .startsWith("tocsin-resolve", "tocsin-escalate")
                .doesNotContain("tocsin-acknowledge");
    }

    @Test
    void whatIsOverHasNothingToAnswer() {
        assertThat(actions(Notice.Kind.RESOLVED, "inc-1/2")).noneMatch(action -> action.startsWith("tocsin-"));
    }

    @Test
    void whatCannotBeTakenBackIsAskedTwice() {
        assertThat(buttons(Notice.Kind.PAGE, "inc-1/2").stream()
                        .filter(button -> button.containsKey("confirm"))
                        .map(button -> button.getString("action_id")))
                .containsExactly("tocsin-resolve", "tocsin-escalate");
    }
}
