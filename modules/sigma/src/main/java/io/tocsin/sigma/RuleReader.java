package io.tocsin.sigma;

import io.tocsin.query.Query;
import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Durations;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads documents with a {@code detection}. */
final class RuleReader {
    private static final Set<String> NO_SELECTIONS = Set.of("condition", "timeframe");

    private final SigmaMaps maps;
    private final Map<String, List<String>> lists;

    RuleReader(SigmaMaps maps, Map<String, List<String>> lists) {
        this.maps = maps;
        this.lists = lists;
    }

    /** Reads one; null when it stays inactive, and then the document says why. */
    @Nullable
    DraftRule read(Document document) {
        Faults faults = document.faults();
        LogSource source = document.source();
        SourceMap map = source == null ? null : maps.of(source);
        if (source != null && map == null)
            faults.add(Why.UNMAPPED, document.body().mark("logsource"), "no map fits the log source " + source);
        // Without a map the rest is read all the same, to find everything that is wrong in it.
        SourceMap names = map == null ? SourceMap.anything() : map;
        Section section = document.body().section("detection");
        if (!(document.body().node("detection") instanceof Yaml.Mapping mapping) || section == null) {
            faults.broken(document.mark(), "'detection' must be a mapping of selections and a condition");
            return null;
        }
        DraftRule draft = draft(document, source, names, section, mapping);
        return faults.isEmpty() ? draft : null;
    }

    private @Nullable DraftRule draft(
            Document document, @Nullable LogSource source, SourceMap map, Section section, Yaml.Mapping mapping) {
        Faults faults = document.faults();
        try {
            Conditions.Detection detection = new Conditions(map, lists, faults).read(section, mapping, NO_SELECTIONS);
            Query match = map.among(detection.query());
            if (source == null) return null;
            SigmaRule rule = new SigmaRule(document.about(), source, map.name(), match);
            Aggregation aggregation = detection.aggregation();
            Duration within = aggregation == null ? Duration.ZERO : timeframe(section, faults);
            return new DraftRule(rule, map, aggregation, within);
        } catch (IllegalArgumentException e) {
            faults.add(Why.UNSUPPORTED, section.mark(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Duration timeframe(Section section, Faults faults) {
        String text = section.text("timeframe", "");
        Duration within = Durations.parse(text);
        if (within != null && within.isPositive()) return within;
        Mark at = section.mark("timeframe");
        faults.broken(at, "an aggregation needs a 'timeframe' such as 5m, not '" + text + "'");
        return Duration.ofMinutes(1);
    }
}
