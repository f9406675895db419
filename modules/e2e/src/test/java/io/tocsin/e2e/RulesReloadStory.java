package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are changed while the server runs: a good change works at once, a bad one changes nothing. */
class RulesReloadStory {
    private Scene scene;

    RulesReloadStory(@TempDir Path folder) throws IOException {
        scene = Scene.in(folder)
                .rule("rules.yml", rule("Old", "action:old", "any()"))
                .start();
    }

    @AfterEach
    void end() {
        scene.close();
    }

    private static String rule(String name, String match, String when) {
        return """
                groups:
                - name: story
                  rules:
                  - alert: %s
                    match: %s
                    by: [service]
                    when: %s
                    severity: critical
                """.formatted(name, match, when);
    }

    private SceneClient.Reply reload() {
        return scene.client().command("/-/reload");
    }

    private List<String> rules() {
        JsonObject rules = scene.client().fetch("/api/v1/rules").json();
        return SceneClient.objects(rules, "rules").stream()
                .map(rule -> rule.getString("name"))
                .toList();
    }

    private void happens(String action) {
        scene.post(new JsonObject().put("service", "pay").put("action", action).encode());
    }

    @Test
    void aNewRuleWorksAfterAReload() {
        scene.files().rule("more.yml", rule("New", "action:new", "any()"));

        assertThat(reload().status()).isEqualTo(200);

        happens("new");
        scene.until("the new rule fires", () -> scene.fired("New").size() == 1);
        scene.until("somebody is told", () -> !scene.fakes().webhook().calls().isEmpty());
    }

    @Test
    void aBrokenFileChangesNothingAndSaysWhere() {
        scene.files().rule("rules.yml", rule("New", "action:new", "any()"));
        scene.files().rule("broken.yml", rule("Broken", "action:(old", "cuont() > 3"));

        SceneClient.Reply reply = reload();

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().getString("detail"))
                .contains("broken.yml:5:19: ")
                .contains("broken.yml:7:11: ")
                .contains("count");
        assertThat(rules()).containsExactly("Old");
        happens("old");
        scene.until("the old rule still fires", () -> scene.fired("Old").size() == 1);
    }

    @Test
    void aBrokenRoutingFileKeepsTheRulesAsTheyAre() throws IOException {
        scene.files().rule("rules.yml", rule("New", "action:new", "any()"));
        Files.writeString(scene.files().config().resolve("routing.yml"), "route:\n  reciever: nobody\n");

        SceneClient.Reply reply = reload();

        assertThat(reply.json().getString("detail"))
                .contains("routing.yml:2:3: ")
                .contains("receiver");
        assertThat(rules()).containsExactly("Old");
    }

    @Test
    void countsOfAnUnchangedRuleSurviveAReload() {
        scene.files().rule("rules.yml", rule("Three", "action:x", "count() > 2") + "    within: 5m\n");
        assertThat(reload().status()).isEqualTo(200);
        happens("x");
        happens("x");
        scene.files().rule("more.yml", rule("Other", "action:y", "any()"));

        assertThat(reload().status()).isEqualTo(200);

        happens("x");
        scene.until(
                "the third is counted with the two before",
                () -> scene.fired("Three").size() == 1);
    }
}
