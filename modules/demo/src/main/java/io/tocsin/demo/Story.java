package io.tocsin.demo;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The script: what happens to the platform, second by second, and who reacts. */
final class Story {
    private static final long SEED = 7;
    private static final int STEPS_PER_SECOND = 20;

    /** Two requests a step are some 200 lines a second. */
    private static final int REQUESTS_PER_STEP = 2;

    private static final int ATTACK_FROM_S = 6;
    private static final int ATTACK_TO_S = 20;
    private static final int BOB_ANSWERS_S = 20;
    private static final int PAYMENTS_FAIL_S = 26;
    private static final int ANNA_ANSWERS_S = 34;

    /** The window of the error rate is 10 s: it is below its limit again before the story ends. */
    private static final int PAYMENTS_HEAL_S = 38;

    private static final int SUGGEST_S = 55;

    /** The whole story; what comes after it is a platform that works. */
    static final int LENGTH_S = 60;

    /** From a block of addresses reserved for documentation. */
    private static final String ATTACKER = "203.0.113.66";

    private final Demo demo;
    private final Narrator narrator;
    private final PaymentPlatform platform = new PaymentPlatform(SEED);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tocsin-demo").factory());
    private int step;

    Story(Demo demo, Narrator narrator) {
        this.demo = demo;
        this.narrator = narrator;
    }

    /** Tells it until the limit or {@link #stop}; gives the exit code. */
    int tell(@Nullable Duration limit) throws InterruptedException {
        narrator.begin();
        long millis = 1000 / STEPS_PER_SECOND;
        waitFor(clock.scheduleAtFixedRate(this::step, 0, millis, TimeUnit.MILLISECONDS), limit);
        stop();
        clock.awaitTermination(5, TimeUnit.SECONDS);
        return narrator.end();
    }

    /** Lets the step that runs be the last one; from any thread. */
    void stop() {
        clock.shutdown();
    }

    private static void waitFor(Future<?> running, @Nullable Duration limit) throws InterruptedException {
        try {
            running.get(limit == null ? Long.MAX_VALUE : limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException ended) {
            // The limit, or stop(): both are how it should end.
        } catch (ExecutionException e) {
            throw new IllegalStateException("the demo broke: " + e.getCause(), e.getCause());
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
        List<JsonObject> lines = new ArrayList<>();
        for (int i = 0; i < REQUESTS_PER_STEP; i++) lines.addAll(platform.request(now));
        boolean attack = second >= ATTACK_FROM_S && second < ATTACK_TO_S && step % (STEPS_PER_SECOND / 4) == 0;
        if (attack) lines.addAll(platform.attack(now, ATTACKER));
        return lines;
    }

    private void turn(int second) {
        switch (second) {
            case ATTACK_FROM_S ->
                narrator.scene("Somebody at " + ATTACKER + " begins to guess passwords, four a second.");
            case BOB_ANSWERS_S -> {
                narrator.scene("Bob presses Acknowledge before it is Dave's turn, and blocks the address.");
                acknowledge("bob");
            }
            case ANNA_ANSWERS_S -> {
                narrator.scene("Anna presses Acknowledge and gives the pool more connections.");
                acknowledge("anna");
            }
            case PAYMENTS_FAIL_S -> {
                narrator.scene("payment_api runs out of database connections: four payments in ten fail.");
                platform.failPayments(0.4);
            }
            case PAYMENTS_HEAL_S -> {
                narrator.scene("Payments work again.");
                platform.failPayments(0.002);
            }
            case SUGGEST_S -> narrator.suggest();
            case LENGTH_S + 1 -> narrator.goOn();
            default -> {}
        }
    }

    private void acknowledge(String by) {
        for (JsonObject incident : demo.api().incidents()) {
            if (incident.getString("state").equals("triggered")) {
                demo.api().acknowledge(incident.getString("id"), by);
            }
        }
    }
}
