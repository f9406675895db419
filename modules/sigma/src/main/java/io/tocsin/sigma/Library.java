package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Reason;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problem;
import io.tocsin.yaml.Problems;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import io.tocsin.yaml.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts all documents together: rules first, then the filters on them, then what correlates them. Each stays inactive by
 * itself; only those that need one that is inactive follow it.
 */
final class Library {
    private final RuleReader ruleReader;
    private final FilterReader filterReader;
    private final List<Document> documents = new ArrayList<>();
    private final List<Inactive> unreadable = new ArrayList<>();
    private final Map<String, Document> ids = new HashMap<>();

    Library(SigmaMaps maps, Map<String, List<String>> lists) {
        this.ruleReader = new RuleReader(maps, lists);
        this.filterReader = new FilterReader(lists);
    }

    /** Adds a file. What is no YAML makes its whole file inactive. */
    void add(String file, String text) {
        Problems problems = new Problems();
        List<Yaml> roots = YamlFile.readAll(file, text, problems);
        if (roots.isEmpty() && !problems.isEmpty()) unreadable(file, problems);
        int number = 0;
        for (Yaml root : roots) {
            Faults faults = new Faults();
            faults.add(problems.list().stream()
                    .map(problem -> new Reason(Why.BROKEN, problem))
                    .toList());
            add(Document.read(root, ++number, faults));
        }
    }

    /** A file that could not even be read. */
    void unreadable(String file, Problems problems) {
        List<Reason> reasons = problems.list().stream()
                .map(problem -> new Reason(Why.BROKEN, problem))
                .toList();
        unreadable.add(new Inactive(file, 1, "", "", reasons));
    }

    private void add(Document document) {
        Document first = ids.putIfAbsent(document.about().id(), document);
        if (first != null)
            document.faults()
                    .add(
                            Why.DUPLICATE,
                            document.body().mark("id"),
                            "id '" + document.about().id() + "' is already used in "
                                    + first.about().file() + ":" + first.about().line());
        documents.add(document);
    }

    SigmaSet assemble() {
        Map<Document, DraftRule> rules = new LinkedHashMap<>();
        for (Document document : of(Document.Kind.RULE)) {
            DraftRule rule = ruleReader.read(document);
            if (rule != null) rules.put(document, rule);
        }
        for (Document filter : of(Document.Kind.FILTER)) filterReader.apply(filter, rules);
        for (Document document : of(Document.Kind.NONE))
            document.faults().broken(document.mark(), "a Sigma document needs 'detection', 'correlation' or 'filter'");
        List<SigmaCorrelation> correlations = new ArrayList<>(counted(rules));
        Set<Document> parts = correlate(rules, correlations);
        List<SigmaRule> alone = new ArrayList<>();
        rules.forEach((document, rule) -> {
            if (!parts.contains(document) && rule.aggregation() == null) alone.add(rule.rule());
        });
        return new SigmaSet(alone, correlations, inactive());
    }

    private List<Document> of(Document.Kind kind) {
        return documents.stream().filter(document -> document.kind() == kind).toList();
    }

    private static List<SigmaCorrelation> counted(Map<Document, DraftRule> rules) {
        List<SigmaCorrelation> correlations = new ArrayList<>();
        rules.forEach((document, rule) -> {
            Aggregation aggregation = rule.aggregation();
            SigmaCorrelation counted = aggregation == null ? null : CorrelationReader.of(document, rule, aggregation);
            if (counted != null) correlations.add(counted);
        });
        return correlations;
    }

    /** Returns the rules that do not alert by themselves, because some correlation takes them and none says otherwise. */
    private Set<Document> correlate(Map<Document, DraftRule> rules, List<SigmaCorrelation> correlations) {
        Set<Document> parts = new HashSet<>();
        Set<Document> alone = new HashSet<>();
        CorrelationReader reader = new CorrelationReader(names());
        for (Document document : of(Document.Kind.CORRELATION)) {
            List<DraftRule> taken = reader.resolve(document, documents, rules);
            SigmaCorrelation correlation = reader.read(document, taken);
            if (correlation != null) correlations.add(correlation);
            boolean generate = generates(document);
            for (String name : CorrelationReader.references(document)) {
                documents.stream().filter(one -> one.isNamed(name)).forEach((generate ? alone : parts)::add);
            }
        }
        parts.removeAll(alone);
        return parts;
    }

    /** The specification has it beside the correlation and inside of it. */
    private static boolean generates(Document document) {
        Section section = document.body().section("correlation");
        boolean inside = section != null && section.flag("generate", false);
        return inside || document.body().flag("generate", false);
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>(ids.keySet());
        documents.forEach(document -> names.add(document.about().name()));
        names.remove("");
        return names;
    }

    private List<Inactive> inactive() {
        List<Inactive> inactive = new ArrayList<>(unreadable);
        for (Document document : documents) {
            if (!document.faults().isEmpty()) inactive.add(document.inactive());
        }
        return inactive;
    }

    /** Those problems that are mistakes in files, for people to see at once. */
    static void warn(SigmaSet set, Problems problems) {
        for (Inactive one : set.inactive()) {
            for (Reason reason : one.reasons()) {
                if (reason.why() == Why.BROKEN || reason.why() == Why.DUPLICATE) warn(reason.problem(), problems);
            }
        }
    }

    private static void warn(Problem problem, Problems problems) {
        problems.warn(
                new Mark(problem.file(), problem.line(), problem.column()),
                problem.message() + " (this Sigma rule is inactive)");
    }
}
