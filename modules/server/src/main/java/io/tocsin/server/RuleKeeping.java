package io.tocsin.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints of the rules. One is on disk only when the alerts have durably heard of everything in it: a start that
 * goes on behind it would never tell them.
 */
final class RuleKeeping {
    private static final Logger log = LoggerFactory.getLogger(RuleKeeping.class);

    /** A disk that hangs must not hold up the end. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);

    private final RulesDesk desk;
    private final Loop rules;
    private final RuleCheckpoints checkpoints;
    private final LongFunction<Future<Void>> heard;
    private final Workers disk = new Workers("rules", 1, 1);
    private boolean busy;

    /** @param heard completes when the alerts have durably heard what the rules found up to a position */
    RuleKeeping(RulesDesk desk, Loop rules, RuleCheckpoints checkpoints, LongFunction<Future<Void>> heard) {
        this.desk = desk;
        this.rules = rules;
        this.checkpoints = checkpoints;
        this.heard = heard;
    }

    /**
     * Keeps from now on, and a last time when the server stops: the next start then reads nothing again.
     *
     * @param every how often
     */
    static void start(
            RulesDesk desk,
            Loop rules,
            RuleCheckpoints checkpoints,
            LongFunction<Future<Void>> heard,
            Duration every,
            Teardown teardown) {
        RuleKeeping keeping = new RuleKeeping(desk, rules, checkpoints, heard);
        teardown.push("disk of the rules", keeping.disk::close);
        teardown.push(
                "windows of the rules",
                () -> rules.call(keeping::keep).await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
        rules.every(every, keeping::keep);
    }

    /** On the rules loop. Never fails: without a new checkpoint a start takes longer, that is all. */
    Future<Void> keep() {
        RuleCheckpoints.Shot shot = busy ? null : desk.shot();
        if (shot == null) return Future.succeededFuture();
        busy = true;
        return heard.apply(shot.position())
                .compose(durable -> disk.call(() -> {
                    checkpoints.write(shot);
                    return shot;
                }))
                .compose(written -> rules.call(() -> {
                    busy = false;
                    desk.kept(written);
                    return Future.<Void>succeededFuture();
                }))
                .recover(failure -> {
                    log.warn("what the rules have seen is not on disk, trying again: {}", failure.getMessage());
                    return rules.call(() -> {
                        busy = false;
                        return Future.succeededFuture();
                    });
                });
    }
}
