package io.tocsin.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.LogEvent;
import io.tocsin.rules.Firing;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleEngine;
import io.tocsin.rules.RuleSet;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sigma files beside our own rules. */
class SigmaRulesTest {
    private static final String MAP = """
            maps:
            - name: shop
              match: service:shop
              others: ['*']
              sources:
              - {product: shop}
            """;

    private static final String RULE = """
            title: Coupon Thief
            id: 5f1d2c3a-0000-4000-8000-000000000001
            name: coupon_thief
            author: Anna Adler
            status: test
            logsource: {product: shop}
            detection: {selection: {action|endswith: _coupon, extra.code: 'FREE*'}, condition: selection}
            level: high
            """;

    private static final String CORRELATION = """
            title: Many Coupons
            id: 5f1d2c3a-0000-4000-8000-000000000002
            author: Anna Adler
            correlation: {type: event_count, rules: [coupon_thief], group-by: [user], timespan: 5m, condition: {gte: 3}}
            level: critical
            """;

    private static final String UNMAPPED = """
            title: Nobody Sends This
            id: 5f1d2c3a-0000-4000-8000-000000000003
            logsource: {product: mainframe}
            detection: {selection: {a: b}, condition: selection}
            """;

    @TempDir
    private Path folder;

    private final EventDecoder decoder = new EventDecoder(FieldAliases.defaults(), Limits.defaults());
    private long ids;

    @BeforeEach
    void maps() throws IOException {
        Files.createDirectories(folder.resolve("rules/sigma/maps"));
        write("maps/shop.yml", MAP);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("rules/sigma").resolve(name), text);
    }

    private Configuration load() throws IOException {
        return ConfigFolder.load(folder.resolve("config"), folder.resolve("rules"), Map.of(), name -> null);
    }

    private List<String> fired(Configuration configuration, String... users) {
        RuleEngine engine = new RuleEngine(configuration.rules());
        List<String> fired = new ArrayList<>();
        Instant at = Instant.parse("2026-03-02T12:00:00Z");
        for (String user : users) {
            String json = "{\"timestamp\":\"" + at + "\",\"service\":\"shop\",\"action\":\"use_coupon\",\"user\":\""
                    + user + "\",\"extra\":{\"code\":\"free100\"}}";
            LogEvent event = decoder.parse(++ids, at, json.getBytes(StandardCharsets.UTF_8));
            for (Firing firing : engine.observe(event, "http", at)) {
                fired.add(firing.alert().name() + " " + firing.alert().labels().get("user") + " "
                        + firing.alert().labels().get("severity") + " "
                        + firing.alert().annotations().get("author"));
            }
        }
        return fired;
    }

    @Test
    void aRuleFiresForItsOwnerAndCarriesItsAuthor() throws IOException {
        write("coupon.yml", RULE);

        assertThat(fired(load(), "eve")).containsExactly("Coupon Thief eve high Anna Adler");
    }

    @Test
    void aCorrelationCountsWhatItsRuleFinds() throws IOException {
        write("coupon.yml", RULE);
        write("many.yml", CORRELATION);

        assertThat(fired(load(), "eve", "bob", "eve", "eve")).containsExactly("Many Coupons eve critical Anna Adler");
    }

    @Test
    void whatIsNotMappedIsListedWithItsReasonAndCostsNothing() throws IOException {
        write("coupon.yml", RULE);
        write("mainframe.yml", UNMAPPED);
        write("broken.yml", "title: [");

        Configuration configuration = load();

        assertThat(configuration.rules().rules()).extracting(Rule::name).containsExactly("Coupon Thief");
        assertThat(SigmaRules.load(folder.resolve("rules"), RuleSet.EMPTY, new Problems())
                        .inactive())
                .extracting(Problem::file)
                .containsExactly("sigma/broken.yml", "sigma/mainframe.yml");
        assertThat(configuration.warnings())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("does nothing: cannot read YAML")
                .endsWith(", and 1 more; ./tocsin rules check lists them");
    }
}
