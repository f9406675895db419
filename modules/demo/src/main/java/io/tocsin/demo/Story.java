package io.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The script: what happens to the platform, second by second, and who reacts. */
final class Story {
    private static final long SEED = 7;
    private static final int STEPS_PER_SECOND = 20;

    /** Two requests a step are some 200 lines a second. */
    private static final int REQUESTS_PER_STEP = 2;

    private static final int ATTACK_FROM_S = 6;
    private static final int ATTACK_TO_S = 22;
    private static final int BOB_ANSWERS_S = 25;
    private static final int PAYMENTS_FAIL_S = 27;
    private static final int PAYMENTS_HEAL_S = 42;

    /** From a block of addresses reserved for documentation. */
    private static final String ATTACKER = "203.0.113.66";

    private final Demo demo;
    private final Narrator narrator;
    private final PaymentPlatform platform = new PaymentPlatform(SEED);
    /** What the services will write in the seconds to come. */
    private final TreeMap<Moment, JsonObject> ahead = new TreeMap<>();

    private long written;
    private int step;

    Story(Demo demo, Narrator narrator) {
        this.demo = demo;
        this.narrator = narrator;
    }

    /** Tells it until the limit, or for ever; gives the exit code. */
    int tell(@Nullable Duration limit) throws InterruptedException {
        narrator.begin();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("tocsin-demo").factory());
        long millis = 1000 / STEPS_PER_SECOND;
        var running = clock.scheduleAtFixedRate(this::step, 0, millis, TimeUnit.MILLISECONDS);
        if (limit == null) waitFor(running, Long.MAX_VALUE);
        else waitFor(running, limit.toMillis());
        clock.shutdownNow();
        clock.awaitTermination(5, TimeUnit.SECONDS);
        return narrator.end();
    }

    private static void waitFor(java.util.concurrent.Future<?> running, long millis) throws InterruptedException {
        try {
            running.get(millis, TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException time) {
            running.cancel(false);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the demo broke", e.getCause());
        }
    }

    private void step() {
        int second = step / STEPS_PER_SECOND;
        boolean onTheSecond = step % STEPS_PER_SECOND == 0;
        if (onTheSecond) turn(second);
        demo.api().ship(lines(second));
        if (step % (STEPS_PER_SECOND / 4) == 0) narrator.look(second);
        step++;
    }

    private List<JsonObject> lines(int second) {
        Instant now = Instant.now();
        for (int i = 0; i < REQUESTS_PER_STEP; i++) addAll(platform.request(now));
        boolean attack = second >= ATTACK_FROM_S && second < ATTACK_TO_S && step % (STEPS_PER_SECOND / 4) == 0;
        if (attack) addAll(platform.attack(now, ATTACKER));
        List<JsonObject> due = new ArrayList<>();
        while (!ahead.isEmpty() && !ahead.firstKey().at().isAfter(now)) {
            due.add(ahead.pollFirstEntry().getValue());
        }
        return due;
    }

    private void addAll(List<JsonObject> lines) {
        for (JsonObject line : lines)
            ahead.put(new Moment(Instant.parse(line.getString("timestamp")), written++), line);
    }

    /** When a line is due; the number tells lines of one instant apart. */
    private record Moment(Instant at, long number) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            int order = at.compareTo(other.at);
            return order == 0 ? Long.compare(number, other.number) : order;
        }
    }

    private void turn(int second) {
        switch (second) {
            case ATTACK_FROM_S ->
                narrator.scene("Somebody at " + ATTACKER + " begins to guess passwords, four a second.");
            case BOB_ANSWERS_S -> bobAnswers();
            case PAYMENTS_FAIL_S -> {
                narrator.scene("payment_api runs out of database connections: four payments in ten fail.");
                platform.failPayments(0.4);
            }
            case PAYMENTS_HEAL_S -> {
                narrator.scene("The pool is larger now; payments work again.");
                platform.failPayments(0.002);
            }
            default -> {}
        }
    }

    private void bobAnswers() {
        demo.api().incidents().stream()
                .filter(incident -> incident.getString("state").equals("triggered"))
                .filter(incident -> incident.getString("title").contains(ATTACKER))
                .findFirst()
                .ifPresent(incident -> {
                    narrator.scene("Bob presses Acknowledge.");
                    demo.api().acknowledge(incident.getString("id"), "bob");
                });
    }
}
