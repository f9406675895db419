package io.tocsin.server.rehearse;

import io.tocsin.rules.RuleFiles;
import io.tocsin.rules.RuleSet;
import io.tocsin.server.config.SigmaRules;
import io.tocsin.yaml.Problems;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of rule files as somebody wrote it.
 *
 * @param name what people call it, such as the folder
 * @param texts file name to text, in the order in which rules stand
 * @param folder where the files lie that they name; null for nowhere
 */
public record Version(
        String name, Map<String, String> texts, @Nullable Path folder, RuleSet rules) {
    public Version {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** Reads rule files, and Sigma's among them as the server does; with problems it is not to be used. */
    public static Version read(String name, Map<String, String> texts, @Nullable Path folder, Problems problems) {
        Map<String, String> own = new LinkedHashMap<>(texts);
        own.keySet().removeIf(SigmaRules::isSigma);
        RuleSet rules = folder == null ? RuleFiles.parse(own, problems) : RuleFiles.parse(own, folder, problems);
        SigmaRules.Made sigma = SigmaRules.parse(texts, folder, rules, problems);
        return new Version(name, texts, folder, rules.and(sigma.rules()));
    }
}
