package io.tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class WaitingEventsTest {
    private final WaitingEvents waiting = new WaitingEvents();

    /** Nearly in order, or not at all, with some that come long after their slice was taken. */
    @RepeatedTest(20)
    void theyAreTakenAsFromOneQueue(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PriorityQueue<PendingEvent> expected = new PriorityQueue<>();
        long newest = -5_000;
        for (int i = 0; i < 3_000; i++) {
            newest += random.nextInt(20);
            PendingEvent event = question(newest - random.nextInt(repetition.getCurrentRepetition() * 400), i);
            waiting.add(event);
            expected.add(event);
            for (int taken = random.nextInt(3); taken > 0; taken--) same(expected);
        }
        assertThat(waiting.all()).containsExactlyInAnyOrderElementsOf(expected);
        while (!expected.isEmpty()) same(expected);
        assertThat(waiting.peek()).isNull();
    }

    private void same(PriorityQueue<PendingEvent> expected) {
        PendingEvent next = expected.poll();
        assertThat(at(waiting.peek())).isEqualTo(at(next));
        if (next != null) waiting.poll();
        assertThat(waiting.size()).isEqualTo(expected.size());
    }

    private static @Nullable Long at(@Nullable PendingEvent event) {
        return event == null ? null : event.at();
    }

    @Test
    void ofOneMillisecondQuestionsComeFirstWheneverTheyCame() {
        waiting.add(question(10, 1));
        Lesson lesson = lesson(500);
        waiting.add(lesson);
        assertThat(at(waiting.peek())).isEqualTo(10);
        waiting.add(question(500, 2));

        waiting.poll();
        assertThat(waiting.peek()).isInstanceOf(Question.class);
        waiting.poll();
        assertThat(waiting.peek()).isSameAs(lesson);
    }

    @Test
    void whatIsNotWantedGoesWhereverItWaits() {
        List<PendingEvent> kept = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            PendingEvent event = question(i * 100L, i);
            waiting.add(event);
            if (i > 20 && i % 2 == 0) kept.add(event);
        }
        for (int i = 0; i <= 20; i++) {
            assertThat(at(waiting.peek())).isEqualTo(i * 100L);
            waiting.poll();
        }
        waiting.add(question(50, 101));

        waiting.removeIf(event -> event instanceof Question question && question.id() % 2 == 1);

        for (PendingEvent each : kept) {
            assertThat(waiting.peek()).isSameAs(each);
            waiting.poll();
        }
        assertThat(waiting.size()).isZero();
    }

    private static Question question(long at, long id) {
        return new Question(at, "rule", Key.of("anna"), id, new String[0], new Key[0]);
    }

    private static Lesson lesson(long at) {
        RuleSet rules = Streams.rules("""
                groups:
                - name: test
                  profiles:
                  - name: spend
                    match: amount:*
                    by: [user]
                    values: {mean: avg(amount)}
                """);
        ProfileState profile =
                new ProfileState(new ProfileShape(rules.profiles().getFirst()));
        return new Lesson(at, profile, Key.of("anna"), new double[] {1}, new String[0]);
    }
}
