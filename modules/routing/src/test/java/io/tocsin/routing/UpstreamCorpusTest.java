package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads the configuration files of Alertmanager's own tests, which are not kept here: the folder of its sources is named by
 * {@code -Dtocsin.alertmanager.corpus} or the variable {@code TOCSIN_ALERTMANAGER}. What is refused there is refused here and
 * the other way round; today there is no file on which the two differ on purpose.
 */
class UpstreamCorpusTest {
    /** Of {@code config/testdata}; its names do not say it of all. */
    private static final Set<String> REFUSED = Set.of(
            "conf.mattermost-both-webhook-url-and-file.yml",
            "conf.mattermost-no-webhook-url.yml",
            "conf.mattermost-valid-receiver-both-webhook-url-and-file.yml",
            "conf.nil-match_re-route.yml",
            "conf.nil-source_match_re-inhibition.yml",
            "conf.nil-target_match_re-inhibition.yml",
            "conf.opsgenie-both-file-and-apikey.yml",
            "conf.opsgenie-default-apikey-old-team.yml",
            "conf.opsgenie-no-apikey.yml",
            "conf.rocketchat-both-token-and-tokenfile.yml",
            "conf.rocketchat-both-tokenid-and-tokenidfile.yml",
            "conf.rocketchat-no-token.yml",
            "conf.slack-both-file-and-token.yml",
            "conf.slack-both-file-and-url.yml",
            "conf.slack-both-url-and-token.yml",
            "conf.slack-no-api-url-or-token.yml",
            "conf.slack-update-message-and-webhook.yml",
            "conf.smtp-both-password-and-file.yml",
            "conf.sns-invalid.yml",
            "conf.telegram-both-bot-token-and-file.yml",
            "conf.telegram-no-bot-token.yml",
            "conf.telegram-valid-receiver-both-bot-token-and-file.yml",
            "conf.victorops-both-file-and-apikey.yml",
            "conf.victorops-no-apikey.yml",
            "conf.wechat-both-file-and-secret.yml",
            "conf.wechat-no-api-secret.yml",
            "conf.bad.yml");

    private static final List<String> FOLDERS =
            List.of("config/testdata", "cli/testdata", "doc/examples", "examples/ha");

    /** Fewer mean that the folder is another one. */
    private static final int FILES_MIN = 50;

    static List<Path> files() throws IOException {
        String folder = System.getProperty("tocsin.alertmanager.corpus", System.getenv("TOCSIN_ALERTMANAGER"));
        assumeTrue(
                folder != null && Files.isDirectory(Path.of(folder, "config", "testdata")),
                "Alertmanager's sources are not here: name their folder in -Dtocsin.alertmanager.corpus");
        List<Path> files = new ArrayList<>();
        for (String name : FOLDERS) {
            try (Stream<Path> all = Files.list(Path.of(folder, name.split("/", -1)))) {
                all.filter(file -> file.toString().endsWith(".yml")).sorted().forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(FILES_MIN);
        return files;
    }

    static RoutingConfig read(Path file, Problems problems) throws IOException {
        return RoutingFile.parse(file.toString(), Files.readString(file), name -> null, name -> null, problems);
    }

    @Test
    void whatAlertmanagerRefusesIsRefusedAndNothingElse() throws IOException {
        Set<String> refused = new TreeSet<>();
        for (Path file : files()) {
            Problems problems = new Problems();
            read(file, problems);
            if (!problems.isEmpty()) refused.add(file.getFileName().toString());
        }

        assertThat(refused).isEqualTo(new TreeSet<>(REFUSED));
    }

    @Test
    void whatIsPublishedOfAFileIsReadAsTheFileIsAndKeepsItsSecrets() throws IOException {
        for (Path file : files()) {
            if (REFUSED.contains(file.getFileName().toString())) continue;
            RoutingConfig config = read(file, new Problems());
            Problems problems = new Problems();
            RoutingConfig again = RoutingFile.parse("published", config.published(), n -> null, n -> null, problems);

            assertThat(problems.list()).as("%s%n%s", file, config.published()).isEmpty();
            assertThat(again.root()).as(file.toString()).isEqualTo(config.root());
            assertThat(again.inhibitRules()).as(file.toString()).isEqualTo(config.inhibitRules());
            assertThat(again.timeIntervals()).as(file.toString()).isEqualTo(config.timeIntervals());
            assertThat(again.published()).as(file.toString()).isEqualTo(config.published());
            assertThat(config.published()).as(file.toString()).doesNotContain("mysecret", "xoxb-");
        }
    }
}
