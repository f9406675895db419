package io.tocsin.server.config;

import io.tocsin.model.Severity;
import io.tocsin.query.Query;
import io.tocsin.rules.AnyCondition;
import io.tocsin.rules.Condition;
import io.tocsin.rules.KeyField;
import io.tocsin.rules.Limit;
import io.tocsin.rules.Rule;
import io.tocsin.rules.RuleSet;
import io.tocsin.rules.Transform;
import io.tocsin.sigma.Inactive;
import io.tocsin.sigma.SigmaAbout;
import io.tocsin.sigma.SigmaCorrelation;
import io.tocsin.sigma.SigmaFiles;
import io.tocsin.sigma.SigmaMaps;
import io.tocsin.sigma.SigmaRule;
import io.tocsin.sigma.SigmaSet;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes rules of Sigma files: their queries are ours already, what remains are names, severities and conditions. */
public final class SigmaRules {
    private static final String GROUP = "sigma";
    private static final String FOLDER = "sigma/";
    private static final Made NOTHING = new Made(List.of(), List.of());
    private static final Duration LATE = Duration.ofSeconds(30);

    /** As for our rules about single events. */
    private static final Duration HOLDS = Duration.ofMinutes(15);

    /** Where it happened: a Sigma rule does not say by what its alerts are told apart. */
    private static final List<KeyField> PLACE = List.of(keeping("service"), keeping("user"));

    private final Set<String> names;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Problem> inactive = new ArrayList<>();

    private SigmaRules(Set<String> names) {
        this.names = names;
    }

    /**
     * Rules, and what cannot be carried out.
     *
     * @param inactive each document that does nothing, with its place and the reason
     */
    public record Made(List<Rule> rules, List<Problem> inactive) {}

    /**
     * Reads the folder {@code sigma} below the rules, which may be missing. What is wrong with one of thousands of public rules
     * makes it inactive and is no reason not to start; what is wrong with a map is.
     *
     * @param own rules whose names are taken: those of Sigma that are the same get their id behind
     * @param problems takes what is wrong with maps
     */
    public static Made load(Path rulesFolder, RuleSet own, Problems problems) {
        Path folder = rulesFolder.resolve("sigma");
        if (!Files.isDirectory(folder)) return NOTHING;
        return made(SigmaFiles.load(folder, maps(folder, problems), Map.of(), new Problems()), own);
    }

    /**
     * Reads what is Sigma's of texts by file name; the same becomes of it as of a folder.
     *
     * @param rulesFolder whose maps hold beside those among the texts; null for none
     * @param own as for {@link #load}
     * @param problems as for {@link #load}
     */
    public static Made parse(Map<String, String> texts, @Nullable Path rulesFolder, RuleSet own, Problems problems) {
        Map<String, String> sigma = new LinkedHashMap<>();
        SigmaMaps maps = rulesFolder == null ? SigmaMaps.shipped() : maps(rulesFolder.resolve("sigma"), problems);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (!isSigma(text.getKey())) continue;
            String name = withinFolder(text.getKey());
            if (!isMap(text.getKey())) sigma.put(name, text.getValue());
            else maps = SigmaMaps.parse(name, text.getValue(), problems).before(maps);
        }
        return sigma.isEmpty() ? NOTHING : made(SigmaFiles.parse(sigma, maps, Map.of(), new Problems()), own);
    }

    private static SigmaMaps maps(Path folder, Problems problems) {
        return SigmaMaps.load(folder.resolve("maps"), problems).before(SigmaMaps.shipped());
    }

    /** Whether a file of this name, with the way to it, is read as Sigma's: it lies in a folder {@code sigma}, at any depth. */
    public static boolean isSigma(String name) {
        return ("/" + name).contains("/" + FOLDER);
    }

    /** Whether it says which events log sources mean. */
    public static boolean isMap(String name) {
        return isSigma(name) && withinFolder(name).startsWith("maps/");
    }

    private static String withinFolder(String name) {
        return name.substring(("/" + name).indexOf("/" + FOLDER) + FOLDER.length());
    }

    private static Made made(SigmaSet sigma, RuleSet own) {
        Set<String> names = own.rules().stream().map(Rule::name).collect(Collectors.toCollection(HashSet::new));
        SigmaRules made = new SigmaRules(names);
        sigma.rules().forEach(made::add);
        sigma.correlations().forEach(made::add);
        for (Inactive each : sigma.inactive()) {
            made.leave(
                    each.file(),
                    each.line(),
                    each.reasons().getFirst().problem().message());
        }
        return new Made(made.rules, made.inactive);
    }

    private void leave(String file, int line, String reason) {
        inactive.add(new Problem(FOLDER + file, line, 1, "does nothing: " + reason));
    }

    private void add(SigmaRule rule) {
        rules.add(rule(rule.about(), rule.match(), PLACE, new AnyCondition(), HOLDS, limit(rule.about())));
    }

    private void add(SigmaCorrelation correlation) {
        Optional<SigmaCondition> condition = SigmaCondition.of(correlation, severity(correlation.about()));
        if (condition.isEmpty()) {
            leave(
                    correlation.about().file(),
                    correlation.about().line(),
                    "it compares in a way that is not carried out here: one of > >= < <=, and one field for all rules");
            return;
        }
        List<KeyField> by = correlation.by().stream()
                .map(key -> SigmaCondition.field(key.field()))
                .toList();
        rules.add(rule(
                correlation.about(),
                correlation.match(),
                by,
                condition.get().when(),
                correlation.within(),
                condition.get().limit()));
    }

    private Rule rule(SigmaAbout about, Query match, List<KeyField> by, Condition when, Duration within, Limit limit) {
        return new Rule(
                name(about),
                GROUP,
                FOLDER + about.file(),
                match,
                by,
                when,
                within,
                LATE,
                Duration.ZERO,
                within,
                List.of(limit),
                Map.of("team", "security", "sigma", about.id()),
                texts(about),
                false,
                null);
    }

    private String name(SigmaAbout about) {
        String name = about.title().isBlank() ? about.id() : about.title();
        if (names.add(name)) return name;
        String other = name + " (" + about.id() + ")";
        names.add(other);
        return other;
    }

    /** Whose rule it is travels with each alert: the licence of the public ones asks for it. */
    private static Map<String, String> texts(SigmaAbout about) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("summary", about.title());
        if (!about.description().isBlank())
            texts.put("description", about.description().strip());
        if (!about.author().isBlank()) texts.put("author", about.author());
        if (!about.references().isEmpty()) texts.put("references", String.join(" ", about.references()));
        if (!about.falsePositives().isEmpty()) texts.put("false_positives", String.join("; ", about.falsePositives()));
        texts.put("runbook", "security-incident");
        return texts;
    }

    private static Limit limit(SigmaAbout about) {
        return new Limit(severity(about), null, 0, List.of());
    }

    private static String severity(SigmaAbout about) {
        Severity severity = about.level().severity();
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static KeyField keeping(String field) {
        return new KeyField(field, field, field, new Transform.Plain(), true);
    }
}
