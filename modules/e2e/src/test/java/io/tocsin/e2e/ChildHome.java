package io.tocsin.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders that a server in a process of its own is started on. */
final class ChildHome {
    private static final String RULES = """
            groups:
              - name: security
                rules:
                  - alert: BruteForce
                    match: action:login_failed
                    by: [ip]
                    when: count() > 2
                    within: 5m
                    severity: critical
                    annotations: {runbook: security-incident}
            """;

    private ChildHome() {}

    /** Writes a configuration that tells nobody of anything. */
    static void write(Path home) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(home.resolve("rules/security.yml"), RULES);
    }

    /**
     * Writes a configuration that pages anna at once, bob after 4 seconds and carol after 8, each by mail.
     *
     * @param smtpPort where their mail server listens
     */
    static void write(Path home, int smtpPort) throws IOException {
        write(home);
        Files.writeString(home.resolve("config/routing.yml"), """
                global:
                  smtp_smarthost: 127.0.0.1:%d
                  smtp_from: tocsin@example.org
                  smtp_require_tls: false
                route:
                  receiver: oncall
                  group_by: [alertname]
                  group_wait: 0s
                  group_interval: 1m
                receivers:
                  - name: oncall
                """.formatted(smtpPort));
        Files.writeString(home.resolve("config/oncall.yml"), """
                users:
                  anna: {name: Anna Adler, contact_methods: {email: anna@example.org}}
                  bob: {name: Bob Brandt, contact_methods: {email: bob@example.org}}
                  carol: {name: Carol Chen, contact_methods: {email: carol@example.org}}
                escalation_policies:
                  default:
                    levels:
                      - {after: 0s, notify: [{user: anna}]}
                      - {after: 4s, notify: [{user: bob}]}
                      - {after: 8s, notify: [{user: carol}]}
                    fallback: [{user: anna}]
                receivers: {oncall: default}
                """);
    }
}
