package io.tocsin.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Pipe.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementPropertyTest {
    private static final long SEED = 20_261_128L;
    private static final int ROUNDS = 10_000;

    private final Random random = new Random(SEED);
    private final RandomQueries queries = new RandomQueries(random);
    private final RandomPipes pipes = new RandomPipes(random);

    @Test
    void whatIsPrintedReadsBackEqual() {
        for (int round = 0; round < ROUNDS; round++) {
            Statement statement = new Statement(queries.query(2), pipes.pipes());

            Statement again = Statement.parse(statement.print());

            assertThat(again)
                    .as("seed %d round %d: %s", SEED, round, statement.print())
                    .isEqualTo(statement);
            assertThat(again.print()).isEqualTo(statement.print());
        }
    }

    @Test
    void anIndependentCountAgrees() {
        for (int round = 0; round < ROUNDS / 5; round++) {
            List<Pipe> drawn = pipes.pipes();
            List<LogEvent> events = events();
            Tally tally = new Tally(drawn);
            events.forEach(tally::add);

            assertThat(tally.table())
                    .as("seed %d round %d: %s", SEED, round, drawn)
                    .isEqualTo(TableOracle.table(drawn, events));
        }
    }

    @Test
    void theOrderOfEventsChangesNoTable() {
        for (int round = 0; round < ROUNDS / 10; round++) {
            List<Pipe> drawn = pipes.pipes();
            List<LogEvent> events = events();
            Tally one = new Tally(drawn);
            events.forEach(one::add);
            Collections.shuffle(events, random);
            Tally other = new Tally(drawn);
            events.forEach(other::add);

            assertThat(other.table())
                    .as("seed %d round %d: %s", SEED, round, drawn)
                    .isEqualTo(one.table());
        }
    }

    @Test
    void everyKindIsDrawn() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Pipe.Stats stats = new Tally(pipes.pipes()).stats();
            stats.measures().forEach(measure -> kinds.add(measure.kind()));
        }

        assertThat(kinds).contains(Kind.values());
    }

    private List<LogEvent> events() {
        List<LogEvent> events = new ArrayList<>();
        for (int i = random.nextInt(60); i > 0; i--) events.add(queries.event());
        return events;
    }
}
