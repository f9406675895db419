package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.EventId;
import io.tocsin.model.LogEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeafTest {
    private static final long SEED = 20_261_129L;
    private static final int ROUNDS = 100_000;

    @Test
    void everyWordOfALeafIsInEveryEventThatItFinds() {
        RandomQueries world = new RandomQueries(new Random(SEED));
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (!(world.query(0) instanceof Leaf leaf)) continue;
            LogEvent event = world.event();
            if (!leaf.matches(event)) continue;
            found += leaf.words().isEmpty() ? 0 : 1;
            assertThat(words(event)).as("seed %d: %s on %s", SEED, leaf, event).containsAll(leaf.words());
        }
        assertThat(found).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void whatAColumnAnswersIsWhatTheEventAnswers() {
        RandomQueries world = new RandomQueries(new Random(SEED));
        for (int round = 0; round < ROUNDS; round++) {
            if (!(world.query(0) instanceof Leaf leaf)) continue;
            LogEvent event = world.event();
            assertThat(byColumns(leaf, event))
                    .as("seed %d: %s on %s", SEED, leaf, event)
                    .isEqualTo(leaf.matches(event));
        }
    }

    /** As an index does it: by the public face of the leaf alone. */
    private static boolean byColumns(Leaf leaf, LogEvent event) {
        if (leaf.asksIds() && event.correlationIds().stream().anyMatch(leaf::testId)) return true;
        if (leaf.isTime()) return leaf.test(event.time().toString());
        if (leaf.isId()) return leaf.test(EventId.text(event.id()));
        String field = leaf.field();
        if (field != null) return event.fields().all(field).stream().anyMatch(leaf::test);
        return event.fields().names().stream()
                .flatMap(name -> event.fields().all(name).stream())
                .anyMatch(leaf::test);
    }

    private static Set<String> words(LogEvent event) {
        Set<String> words = new HashSet<>();
        event.fields().forEach((name, value) -> words.addAll(Words.of(value)));
        event.correlationIds().forEach(id -> words.addAll(Words.of(id)));
        return words;
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '\u0001', emptyValue = "", textBlock = """
            req-12AB            => req 12ab
            "Pool exhausted"    => pool exhausted
            f:"Two words"       => two words
            level:warn          =>
            level:odd           => odd
            _id:000000000000001a =>
            f:pay*              =>
            f:*pay              =>
            f:pay-*             => pay
            f:pay-x*            => pay
            f:*-pay-*           => pay
            f:*-pay             => pay
            f:a-?-b             => a b
            f:a?b-c             => c
            f:A\\*-*             => a
            req-12*             => req
            _id:a-*             =>
            time:2026-11-20*    =>
            f:/a b/             =>
            f>5                 =>
            f:[a TO b]          =>
            f:*                 =>
            f:10.0.0.0/8        =>
            """)
    void theWordsOfALeafAreThoseThatMustOccur(String query, @Nullable String words) {
        Leaf leaf = (Leaf) Query.parse(query);

        assertThat(leaf.words()).isEqualTo(words == null || words.isBlank() ? List.of() : List.of(words.split(" ")));
    }

    @Test
    void idsAreAskedByWordsOpenPatternsAndRequests() {
        assertThat(new Word("a").asksIds()).isTrue();
        assertThat(new Wildcard(null, "a*").asksIds()).isTrue();
        assertThat(new Exists("request_id").asksIds()).isTrue();
        assertThat(new Wildcard("f", "a*").asksIds()).isFalse();
        assertThat(new Phrase("a").asksIds()).isFalse();
        assertThat(new Phrase("a").testId("a")).isFalse();
        assertThat(new Regex(null, "a").asksIds()).isFalse();
    }
}
