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
            for (String rule : fields.keySet()) {
                if (!names.contains(rule))
                    faults.broken(
                            aliases.mark(alias),
                            "alias '" + alias + "' names rule '" + rule + "', which the correlation does not"
                                    + Nearest.hint(rule, names));
            }
        }
    }

    List<SigmaKey> of(Mark at, List<String> fields) {
        return fields.stream().map(field -> of(at, field)).toList();
    }

    private SigmaKey of(Mark at, String field) {
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String sigma = aliased(at, field, i < names.size() ? names.get(i) : "");
            List<String> known = rules.get(i).map().names(sigma);
            if (known.isEmpty())
                faults.add(Why.UNMAPPED, at, "field '" + sigma + "' has no name in the map '"
                        + rules.get(i).map().name() + "'");
            ours.add(known.isEmpty() ? sigma : known.getFirst());
        }
        return new SigmaKey(field, ours);
    }

    private String aliased(Mark at, String field, String rule) {
        Map<String, String> alias = aliases.get(field);
        if (alias == null) return field;
        String sigma = alias.get(rule);
        if (sigma == null) faults.broken(at, "alias '" + field + "' names no field of rule '" + rule + "'");
        return sigma == null ? field : sigma;
    }
}
