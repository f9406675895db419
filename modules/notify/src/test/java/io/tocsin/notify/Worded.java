package io.tocsin.notify;

import static org.assertj.core.api.Assertions.fail;

import io.tocsin.template.TemplateSet;
import java.util.Map;
import java.util.TreeMap;

/** Wordings as a configuration makes them. */
final class Worded {
    private Worded() {}

    /** Of an integration with these settings. */
    static Wording by(Map<String, String> settings) {
        Form form = Form.of(
                "test", settings, TemplateSet.defaults(), (path, broken) -> fail(path + ": " + broken.getMessage()));
        return new Wording(form, "new alerts", Map.of());
    }

    static Wording by(String... settings) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < settings.length; i += 2) map.put(settings[i], settings[i + 1]);
        return by(map);
    }
}
