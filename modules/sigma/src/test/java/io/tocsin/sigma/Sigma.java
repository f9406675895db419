package io.tocsin.sigma;

import io.tocsin.model.Fields;
import io.tocsin.model.LogEvent;
import io.tocsin.query.Query;
import io.tocsin.yaml.Problems;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules and events for tests. */
final class Sigma {
    static final Map<String, List<String>> LISTS =
            Map.of("admins", List.of("root", "adm_*"), "nets", List.of("10.0.0.0/8", "192.168.1.1"), "none", List.of());

    /** All events are of this source, by their own names. */
    static final SigmaMaps MAPS = maps("""
            maps:
            - name: plain
              others: ['*']
              sources:
              - {product: test}
            - name: mapped
              match: kind:app
              fields:
                User: user.name
                Ip: [src, dst]
                lost: []
              others: none
              sources:
              - {product: mapped, category: '*'}
            """);

    private Sigma() {}

    static SigmaMaps maps(String text) {
        Problems problems = new Problems();
        SigmaMaps maps = SigmaMaps.parse("maps.yml", text, problems);
        problems.throwIfAny();
        return maps;
    }

    static SigmaSet parse(String... texts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) files.put("f" + (i + 1) + ".yml", texts[i]);
        return SigmaFiles.parse(files, MAPS, LISTS, new Problems());
    }

    /** A rule with this detection, two spaces in. */
    static String rule(String product, String detection) {
        return "title: A rule\nlogsource: {product: " + product + "}\ndetection:\n" + detection.indent(2);
    }

    static Query query(String detection) {
        SigmaSet set = parse(rule("test", detection));
        if (set.rules().isEmpty()) throw new AssertionError(set.inactive() + " in\n" + detection);
        return set.rules().getFirst().match();
    }

    /** The query of one line of a selection. */
    static Query line(String line) {
        return query("selection:\n  " + line + "\ncondition: selection");
    }

    /** The first reason why a rule with this detection is inactive. */
    static String reason(String detection) {
        SigmaSet set = parse(rule("test", detection));
        if (set.inactive().isEmpty()) throw new AssertionError("active: " + detection);
        return set.inactive().getFirst().reasons().getFirst().problem().toString();
    }

    static LogEvent event(String... pairs) {
        Fields.Builder fields = new Fields.Builder();
        for (int i = 0; i < pairs.length; i += 2) fields.add(pairs[i], pairs[i + 1]);
        Instant time = Instant.parse("2026-11-20T10:00:00Z");
        return new LogEvent(1, time, time, new byte[0], fields.build(), List.of());
    }
}
