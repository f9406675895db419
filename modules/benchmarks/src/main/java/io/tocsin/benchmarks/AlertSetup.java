package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration that tells a webhook of each alert at once, and many rules that look at everything and never fire. */
final class AlertSetup {
    private AlertSetup() {}

    /** Writes it; returns the options for {@code ./tocsin up}. */
    static List<String> write(Path folder, int rules, String url) throws IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("routing.yml"), """
                route: {receiver: hook, group_by: ['...'], group_wait: 0s, group_interval: 1s}
                receivers:
                - name: hook
                  webhook_configs: [{url: '%s'}]
                """.formatted(url));
        Files.writeString(config.resolve("tocsin.yml"), "");
        Files.writeString(config.resolve("oncall.yml"), "");
        writeRules(folder, rules, 900_000);
        return List.of(
                "--config",
                config.toString(),
                "--rules",
                folder.resolve("rules").toString());
    }

    /**
     * Writes the rules alone, so that a reload finds others.
     *
     * @param threshold of the first of those that never fire
     */
    static void writeRules(Path folder, int rules, int threshold) throws IOException {
        Path files = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(files.resolve("all.yml"), rules(rules).replaceFirst("900000", Integer.toString(threshold)));
    }

    private static String rules(int count) {
        StringBuilder yaml = new StringBuilder("""
                groups:
                - name: all
                  rules:
                  - {alert: BruteForce, match: 'action:login_failed', by: [ip], when: count() > 10, within: 5m}
                """);
        for (int i = 0; i < count; i++) {
            yaml.append("  - {alert: Rule%d, match: '%s', by: [service], when: count() > 900000, within: 5m}%n"
                    .formatted(i, match(i)));
        }
        return yaml.toString();
    }

    /** Of the fields that the traffic has: most ask for something particular, every tenth looks at much. */
    private static String match(int i) {
        return switch (i % 5) {
            case 0 -> i % 10 == 0 ? "level>=ERROR" : "service:payment_api user:user_" + i;
            case 1 -> "action:charge extra.ip:151.0.0." + i % 256 + " status:500";
            case 2 -> "message:\"of user_" + i + "\" AND NOT level:DEBUG";
            case 3 -> "service:ledger duration_ms>" + (300 + i);
            default -> "user:user_" + i + "* (action:create_order OR action:send_mail)";
        };
    }
}
