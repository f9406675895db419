package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Outcome;
import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code update_message}: one message for each group, by the thread that the first one began. */
class UpdatedMessagesTest {
    private static final String ROUTING = """
            global: {slack_app_token: geheim-token}
            route: {receiver: ops, group_by: [alertname], group_wait: 1s, group_interval: 1m, repeat_interval: 4h}
            receivers:
              - name: ops
                slack_configs:
                  - {channel: '#ops', title: '{{ .Status }}', update_message: true, send_resolved: true}
                  - {channel: '#all', title: '{{ .Status }}', send_resolved: true}
            """;

    @TempDir
    private Path folder;

    private final AlertLab lab = new AlertLab();

    @BeforeEach
    void configure() throws Exception {
        Files.writeString(folder.resolve("routing.yml"), ROUTING);
        Configuration configuration = ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null);
        lab.reconfigure(configuration);
        lab.worldAnswers(sent -> new Outcome.Delivered("posted", "C1:" + lab.sent.size()));
    }

    /** What each message to a channel continues, in order. */
    private List<String> threads(String label) {
        return lab.sent.stream()
                .map(AlertLab.Sent::notice)
                .filter(notice -> notice.destination().label().equals(label))
                .map(notice -> notice.thread())
                .toList();
    }

    @Test
    void theFirstMessageOfAGroupIsRewrittenUntilItEnds() {
        lab.fires("Down", "ip", "1");
        lab.pass(Duration.ofSeconds(2));
        lab.fires("Down", "ip", "2");
        lab.pass(Duration.ofMinutes(1));
        lab.ends("Down", "ip", "1");
        lab.ends("Down", "ip", "2");
        lab.pass(Duration.ofMinutes(2));

        assertThat(threads("slack #ops")).hasSize(3);
        String first = threads("slack #ops").get(1);
        assertThat(first).startsWith("C1:");
        assertThat(threads("slack #ops").getFirst()).isEmpty();
        assertThat(threads("slack #all")).containsOnly("");
    }

    @Test
    void theNextTimeANewMessageBegins() {
        lab.fires("Down", "ip", "1");
        lab.pass(Duration.ofSeconds(2));
        lab.ends("Down", "ip", "1");
        lab.pass(Duration.ofMinutes(2));
        lab.fires("Down", "ip", "1");
        lab.pass(Duration.ofMinutes(2));

        assertThat(threads("slack #ops")).hasSize(3);
        assertThat(threads("slack #ops").get(1)).isNotEmpty();
        assertThat(threads("slack #ops").get(2)).isEmpty();
    }

    @Test
    void theThreadSurvivesARestart() {
        lab.fires("Down", "ip", "1");
        lab.pass(Duration.ofSeconds(2));
        lab.restart();
        lab.ends("Down", "ip", "1");
        lab.pass(Duration.ofMinutes(2));

        assertThat(threads("slack #ops").getLast()).isNotEmpty();
    }
}
