package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against looking at everything each time. */
class AgendaTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 100})
    void whoIsDueHasItsTurnInOrderAndNobodyElse(int size) {
        Random random = new Random(size);
        long[] due = random.longs(size, 0, 100).toArray();
        List<Integer> order = IntStream.range(0, size).boxed().toList();
        Agenda<Integer> agenda = new Agenda<>(order, rule -> due[rule]);
        for (int round = 0; round < 500; round++) {
            for (int changes = size == 0 ? 0 : random.nextInt(4); changes > 0; changes--) {
                int rule = random.nextInt(size);
                due[rule] = random.nextInt(10) == 0 ? Deadlines.NEVER : random.nextLong(100);
                if (random.nextInt(20) == 0) agenda.forget();
                else agenda.changed(order.get(rule));
            }
            long frontier = random.nextInt(50) == 0 ? Long.MAX_VALUE : random.nextLong(-1, 100);
            List<Integer> expected = order.stream()
                    .filter(rule -> due[rule] <= frontier && due[rule] < Deadlines.NEVER)
                    .toList();
            List<Integer> turns = new ArrayList<>();
            agenda.settle(frontier, rule -> {
                turns.add(rule);
                due[rule] = random.nextInt(5) == 0 ? due[rule] : random.nextLong(100);
            });
            assertThat(turns).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 64})
    void whoBecomesDueMeanwhileHasItsTurnUnlessItsPlaceHasPassed(int size) {
        long[] due = new long[size];
        Arrays.fill(due, 10);
        due[1] = 1;
        Agenda<Integer> agenda = new Agenda<>(IntStream.range(0, size).boxed().toList(), rule -> due[rule]);
        List<Integer> turns = new ArrayList<>();

        agenda.settle(5, rule -> {
            turns.add(rule);
            due[rule] = 10;
            if (rule != 1) return;
            due[0] = 2;
            due[size - 1] = 2;
            agenda.changed(agenda.place(0));
            agenda.changed(agenda.place(size - 1));
        });

        assertThat(turns).isEqualTo(size == 2 ? List.of(1) : List.of(1, size - 1));
        turns.clear();
        agenda.settle(5, turns::add);
        assertThat(turns).contains(0);
    }
}
