package io.tocsin.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.yaml.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Files that somebody broke, and files that nobody wrote: reading them never throws. */
class RoutingFileFuzzTest {
    private static final String GOOD = """
            global: {http_config: {oauth2: {client_id: a, token_url: b, scopes: [c]}, tls_config: {min_version: TLS12}},
              slack_api_url: 'http://x', smtp_smarthost: 'a:25', smtp_from: a, smtp_require_tls: yes, resolve_timeout: 1d}
            route: &r
              receiver: r
              group_by: [a, 'b c']
              routes:
              - {matchers: ['a=~"b.*"', '{c!=d,e!~f}'], continue: on, group_wait: 0, mute_time_intervals: [night]}
              - {match: {a: b}, match_re: {c: 'd|e'}, group_by: ['...'], labels: {a: '{{ .x }}'}}
            inhibit_rules: [{source_matchers: [a=b], target_match: {a: c}, equal: [d]}]
            time_intervals:
            - name: night
              time_intervals:
              - {times: [{start_time: '22:00', end_time: '06:00'}], weekdays: ['monday:friday'], days_of_month: ['-3:-1'],
                 months: ['may:8'], years: [2026], location: Europe/Berlin}
            receivers:
            - name: r
              slack_configs: [~, &s {channel: a, fields: [{title: t, value: v}], actions: [{type: b, text: t, url: u}]}, {<<: *s}]
              email_configs: [{to: a, headers: {a.b: c}, tls_config: {cert: a, key: b}, threading: {enabled: true, thread_by_date: daily}}]
              pagerduty_configs: [{routing_key_file: f, details: {a: {b: [1, ~]}}, images: [{src: a}], timeout: 1.5h}]
              webhook_configs: [{url: 'http://x/{{ .y }}', payload: [1, {a: b}], max_alerts: 0x1f, http_config: {proxy_url: 'http://p'}}]
              telegram_configs: [{bot_token: '${A:-t}', chat_id: -1, message_thread_id: 3}]
              opsgenie_configs: [{api_key: k, responders: [{name: a, type: team}]}]
              mattermost_configs: [{webhook_url: 'http://x', attachments: [{title: a, fields: [{title: b, value: c}]}]}]
              pushover_configs: [{user_key: a, token: b, retry: 1m}]
              jira_configs: [{api_url: 'http://x', project: p, issue_type: t, summary: {template: a}, fields: {x: [y]}}]
              sns_configs: [{topic_arn: a, sigv4: {region: r}}]
            tracing: {endpoint: a, sampling_fraction: 0.5, headers: {a: {values: [b]}}}
            event_recorder: {kafka_outputs: [{brokers: [a], topic: b}], webhook_outputs: [{url: 'http://x', batch: yes}]}
            templates: ['*.tmpl']
            """;

    /** A few files of many seeds find more than many files of one. */
    private static final int SEEDS = 20;

    private static final int FILES = 15;

    private static @Nullable Throwable read(String text) {
        try {
            Problems problems = new Problems();
            String shown = RoutingFile.parse("f", text, name -> null, file -> "x", problems)
                    .published();
            if (!problems.isEmpty()) return null;
            Problems again = new Problems();
            RoutingFile.parse("shown", shown, name -> null, file -> "x", again);
            // What can be read can be shown, and what is shown can be read.
            return again.isEmpty() ? null : new IllegalStateException(again + "\n" + shown);
        } catch (RuntimeException | StackOverflowError e) {
            return e;
        }
    }

    @Test
    void theFileThatIsBrokenBelowIsGood() {
        Problems problems = new Problems();
        RoutingFile.parse("f", GOOD, name -> null, file -> "x", problems);

        assertThat(problems.list()).isEmpty();
        assertThat(read(GOOD)).isNull();
    }

    @RepeatedTest(SEEDS)
    void noChangeOfCharactersMakesReadingThrow(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        String noise = "{}[]:,-'\"&*!|>%@`#? \n\t0aé🙂$~<\\\u0000\u0085\ud83d";
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder(GOOD);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(20));
                if (random.nextBoolean()) text.delete(at, end);
                else text.insert(at, noise.charAt(random.nextInt(noise.length())));
            }
            assertThat(read(text.toString())).as("seed %s%n%s", seed, text).isNull();
        }
    }

    @RepeatedTest(SEEDS)
    void noValueInTheWrongPlaceMakesReadingThrow(RepetitionInfo repetition) {
        long seed = Seeds.of(repetition);
        Random random = new Random(seed);
        String[] values = {
            "~",
            "''",
            "a",
            "-1",
            "1.5",
            "yes",
            "[]",
            "[~]",
            "[[a]]",
            "{}",
            "{a: ~}",
            "{a: {b: c}}",
            "[{}]",
            "'${X:-}'",
            "*r",
            "99999999999999999999",
            "0x",
            "'{{ .a }}'",
            "<secret>",
            "\"\\0\\x85\\u2028\"",
            "1e400",
            "'22:00'",
            "{<<: *r}",
            "{<<: 1}"
        };
        List<String> words = new ArrayList<>();
        java.util.regex.Matcher value =
                java.util.regex.Pattern.compile(": ([^\\s,{}\\[\\]]+)").matcher(GOOD);
        while (value.find()) words.add(value.group());
        for (int i = 0; i < FILES; i++) {
            String text = GOOD;
            Collections.shuffle(words, random);
            for (String word : words.subList(0, 1 + random.nextInt(3)))
                text = text.replace(word, ": " + values[random.nextInt(values.length)]);
            assertThat(read(text)).as("seed %s%n%s", seed, text).isNull();
        }
    }
}
