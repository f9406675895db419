package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.query.Query;
import io.tocsin.sigma.SharedPairs.Pair;
import io.tocsin.yaml.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedPairsTest {
    /** Rules of which one matches nearly what the other does. */
    private static final int OTHERS_MAX = 20;

    @Test
    void everyRuleMatchesItsRecording() throws IOException {
        List<Pair> pairs = SharedPairs.all();
        assertThat(pairs).hasSize(39);

        for (Pair pair : pairs) {
            SigmaSet set = parse(Map.of(pair.path(), pair.rule()));
            assertThat(set.inactive()).as(pair.path()).isEmpty();
            Query match = set.rules().getFirst().match();
            // Some recordings hold events beside the one that is meant.
            assertThat(pair.events()).as(pair.path()).anyMatch(match::matches);
        }
    }

    @Test
    void whatIsPrintedMeansTheSame() throws IOException {
        for (Pair pair : SharedPairs.all()) {
            Query match =
                    parse(Map.of(pair.path(), pair.rule())).rules().getFirst().match();
            assertThat(Query.parse(match.print())).as(pair.path()).isEqualTo(match);
        }
    }

    @Test
    void hardlyAnyRuleMatchesTheEventsOfAnother() throws IOException {
        List<Pair> pairs = SharedPairs.all();
        Map<String, String> texts = new LinkedHashMap<>();
        pairs.forEach(pair -> texts.put(pair.path(), pair.rule()));
        List<String> strange = new ArrayList<>();
        for (SigmaRule rule : parse(texts).rules()) {
            for (Pair pair : pairs) {
                boolean other = !pair.path().equals(rule.about().file());
                if (other && pair.events().stream().anyMatch(rule.match()::matches))
                    strange.add(rule.about().title() + " on " + pair.path());
            }
        }
        assertThat(strange).hasSizeLessThan(OTHERS_MAX);
    }

    private static SigmaSet parse(Map<String, String> texts) {
        return SigmaFiles.parse(texts, SigmaMaps.shipped(), Map.of(), new Problems());
    }
}
