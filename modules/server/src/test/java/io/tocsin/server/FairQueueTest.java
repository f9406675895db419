package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.server.FairQueue.Answer;
import io.tocsin.server.FairQueue.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static List<String> drain(FairQueue<String> queue) {
        List<String> order = new ArrayList<>();
        for (Turn<String> turn = queue.poll(); turn != null; turn = queue.poll()) {
            order.add(turn.work());
            queue.done(turn.client());
        }
        return order;
    }

    @Test
    void clientsTakeTurnsHoweverManyThingsOneOfThemWants() {
        FairQueue<String> queue = new FairQueue<>(100, 100, 1);
        for (int i = 1; i <= 4; i++) queue.offer("greedy", "g" + i);
        queue.offer("anna", "a1");
        queue.offer("bob", "b1");
        queue.offer("bob", "b2");

        assertThat(drain(queue)).containsExactly("g1", "a1", "b1", "g2", "b2", "g3", "g4");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void whatIsUnderWayCountsSoThatSomebodySlowCannotHoldEverything() {
        FairQueue<String> queue = new FairQueue<>(4, 2, 1);
        assertThat(queue.offer("slow", "s1")).isEqualTo(Answer.TAKEN);
        assertThat(queue.poll()).isEqualTo(new Turn<>("slow", "s1"));
        assertThat(queue.offer("slow", "s2")).isEqualTo(Answer.TAKEN);

        assertThat(queue.offer("slow", "s3")).isEqualTo(Answer.SHARE_USED);
        assertThat(queue.poll()).as("one at a time").isNull();
        assertThat(queue.offer("anna", "a1")).isEqualTo(Answer.TAKEN);
        assertThat(queue.poll()).isEqualTo(new Turn<>("anna", "a1"));
        queue.done("slow");
        assertThat(queue.poll()).isEqualTo(new Turn<>("slow", "s2"));
    }

    @Test
    void fullIsFullForEverybody() {
        FairQueue<String> queue = new FairQueue<>(2, 1, 1);
        queue.offer("anna", "a");
        queue.offer("bob", "b");

        assertThat(queue.offer("carol", "c")).isEqualTo(Answer.FULL);
        assertThat(queue.offer("anna", "a2")).isEqualTo(Answer.FULL);
    }

    @Test
    void nothingIsDoneThatWasNotBegun() {
        FairQueue<String> queue = new FairQueue<>(2, 1, 1);
        queue.offer("anna", "a");

        assertThatThrownBy(() -> queue.done("anna")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.done("bob")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void inAnyOrderOfEventsTheBoundsHoldNothingIsLostAndNobodyIsOvertakenTwice() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int places = 1 + random.nextInt(12);
            FairQueue<Integer> queue = new FairQueue<>(places, 1 + random.nextInt(places), 1 + random.nextInt(3));
            List<String> underWay = new ArrayList<>();
            Map<String, Integer> nextOf = new HashMap<>();
            int waiting = 0;
            for (int step = 0; step < 300; step++) {
                String client = "c" + random.nextInt(4);
                if (random.nextInt(5) < 2) {
                    if (queue.offer(client, step) == Answer.TAKEN) waiting++;
                } else if (random.nextBoolean() && !underWay.isEmpty()) {
                    queue.done(underWay.remove(random.nextInt(underWay.size())));
                } else {
                    Turn<Integer> turn = queue.poll();
                    if (turn == null) continue;
                    waiting--;
                    underWay.add(turn.client());
                    Integer before = nextOf.put(turn.client(), turn.work());
                    assertThat(before == null || before < turn.work())
                            .as("each client in its own order, seed %d", seed)
                            .isTrue();
                }
                assertThat(queue.waiting()).as("seed %d", seed).isEqualTo(waiting);
                assertThat(waiting + underWay.size()).as("seed %d", seed).isLessThanOrEqualTo(places);
            }
        }
    }
}
