package io.tocsin.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be undone, last first, each by name; a start that fails half-way undoes what it had done. */
final class Teardown {
    private static final Logger log = LoggerFactory.getLogger(Teardown.class);

    private final Deque<Step> steps = new ArrayDeque<>();

    void push(String name, Action action) {
        steps.push(new Step(name, action));
    }

    /** Undoes everything; a step that fails is reported and does not keep the others from their turn. */
    void run(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!steps.isEmpty()) {
            Step step = steps.pop();
            try {
                step.action().run();
            } catch (Exception e) {
                log.warn("cannot stop {}", step.name(), e);
            }
            if (System.nanoTime() > deadline)
                log.warn("stopping takes longer than {}, now after {}", within, step.name());
        }
    }

    /** One thing to undo. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private record Step(String name, Action action) {}
}
