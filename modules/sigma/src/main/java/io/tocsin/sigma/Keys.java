package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fields of a correlation are called in the events of each of its rules; aliases first. */
final class Keys {
    private final List<DraftRule> rules;
    private final List<String> names;
    private final Map<String, Map<String, String>> aliases = new HashMap<>();
    private final Faults faults;

    /**
     * The keys of one correlation.
     *
     * @param names how the correlation names the rules
     */
    Keys(List<DraftRule> rules, List<String> names, @Nullable Section aliases, Faults faults) {
        this.rules = rules;
        this.names = names;
        this.faults = faults;
        if (aliases == null) return;
        for (String alias : aliases.keys()) {
            Map<String, String> fields = aliases.textMap(alias);
            this.aliases.put(alias, fields);
            for (String rule : fields.keySet()) checkKnown(alias, rule, aliases.mark(alias));
        }
    }

    private void checkKnown(String alias, String rule, Mark at) {
        boolean known = names.contains(rule) || rules.stream().anyMatch(one -> calls(one, rule));
        if (!known)
            faults.broken(
                    at,
                    "alias '" + alias + "' names rule '" + rule + "', which the correlation does not"
                            + Nearest.hint(rule, names));
    }

    private static boolean calls(DraftRule rule, String idOrName) {
        SigmaAbout about = rule.rule().about();
        return about.id().equals(idOrName) || about.name().equals(idOrName);
    }

    List<SigmaKey> of(Mark at, List<String> fields) {
        return fields.stream().map(field -> of(at, field)).toList();
    }

    private SigmaKey of(Mark at, String field) {
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String sigma = aliased(at, field, rules.get(i), i < names.size() ? names.get(i) : "");
            List<String> known = rules.get(i).map().names(sigma);
            if (known.isEmpty())
                faults.add(
                        Why.UNMAPPED,
                        at,
                        "field '" + sigma + "' has no name in the map '"
                                + rules.get(i).map().name() + "'");
            ours.add(known.isEmpty() ? sigma : known.getFirst());
        }
        return new SigmaKey(field, ours);
    }

    /** An alias may call a rule by its name where the correlation calls it by its id. */
    private String aliased(Mark at, String field, DraftRule rule, String reference) {
        Map<String, String> alias = aliases.get(field);
        if (alias == null) return field;
        String sigma = alias.get(reference);
        for (Map.Entry<String, String> entry : alias.entrySet()) {
            if (sigma == null && calls(rule, entry.getKey())) sigma = entry.getValue();
        }
        if (sigma == null) faults.broken(at, "alias '" + field + "' names no field of rule '" + reference + "'");
        return sigma == null ? field : sigma;
    }
}
