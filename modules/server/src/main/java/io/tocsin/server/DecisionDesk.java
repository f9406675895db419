package io.tocsin.server;

import io.tocsin.journal.Damage;
import io.tocsin.model.Outcome;
import io.tocsin.routing.Effect;
import io.tocsin.server.api.Decisions;
import io.tocsin.server.api.Kept;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every decision and every answer. What is heard on the alert loop only joins a line there; one thread of its own numbers,
 * remembers and writes it, a moment later and many at once, so that pages wait for none of it. A crash may cost what was heard in
 * that moment; alerts, incidents and messages themselves are not kept here and lose nothing.
 */
final class DecisionDesk implements Chronicle, Decisions, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DecisionDesk.class);

    /** How often what was heard is written: no longer than a person needs to ask, and off the path of a page. */
    static final Duration EVERY = Duration.ofMillis(100);

    /** What a storm may leave waiting while the disk hangs; beyond it decisions are dropped, and that is said. */
    private static final int WAITING_MAX = 100_000;

    private static final int QUESTIONS_WAITING_MAX = 64;

    /** Old segments are looked for after so many lines: one hundredth of what is kept at least. */
    private static final int TIDY_AFTER = 1_000;

    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    private final DecisionBook book = new DecisionBook();
    private final DecisionLog disk;
    private final InstantSource clock;
    private final Workers worker = new Workers("look up decisions", 1, QUESTIONS_WAITING_MAX);
    private final ConcurrentLinkedQueue<Consumer<List<Kept>>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();

    /** Owned by the worker. */
    private int untidied;

    /** A desk on what is written already, which it reads beside the start. */
    DecisionDesk(DecisionLog disk, InstantSource clock) {
        this.disk = disk;
        this.clock = clock;
        worker.call(() -> {
                    disk.readNewest(into(book));
                    return true;
                })
                .onFailure(e -> log.error("cannot read the decisions of before: {}", e.getMessage()));
    }

    /** A desk in a folder, fed and closed as the house is. */
    static DecisionDesk start(Path folder, Loop loop, InstantSource clock, Teardown teardown) throws IOException {
        DecisionDesk desk = new DecisionDesk(DecisionLog.open(folder), clock);
        teardown.push("decisions", desk::close);
        loop.every(EVERY, desk::write);
        return desk;
    }

    private static DecisionLog.Reader into(DecisionBook book) {
        return new DecisionLog.Reader() {
            @Override
            public void kept(Kept kept) {
                book.put(kept);
            }

            @Override
            public void again(long id, int times, Instant until) {
                book.again(id, times, until);
            }
        };
    }

    @Override
    public void decided(Effect.Decision decision) {
        hear(lines -> {
            Effect.Decision kept = DecisionLines.shortened(decision);
            book.decided(kept, decision.alerts().size() - kept.alerts().size(), lines);
        });
    }

    @Override
    public void answered(Outgoing after, Outcome outcome, Instant at) {
        hear(lines -> {
            Kept.Answered kept = DecisionLines.answered(book.nextId(), after, outcome, at);
            book.put(kept);
            lines.add(kept);
        });
    }

    private void hear(Consumer<List<Kept>> news) {
        if (heard.incrementAndGet() > WAITING_MAX) {
            heard.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        waiting.add(news);
    }

    /** Writes what was heard, if anything was; to be called every {@link #EVERY}. */
    void write() {
        if (waiting.isEmpty() || !writing.compareAndSet(false, true)) return;
        worker.call(() -> {
                    writeNow();
                    return true;
                })
                .onComplete((done, failure) -> {
                    writing.set(false);
                    if (failure != null) log.warn("cannot keep decisions now: {}", failure.getMessage());
                });
    }

    private List<CompletionStage<Long>> writeNow() throws IOException {
        List<Kept> lines = new ArrayList<>();
        for (Consumer<List<Kept>> news = waiting.poll(); news != null; news = waiting.poll()) {
            heard.decrementAndGet();
            news.accept(lines);
        }
        int lost = dropped.getAndSet(0);
        if (lost > 0) log.warn("{} decisions were not kept: the disk does not keep up", lost);
        if (lines.isEmpty()) return List.of();
        List<CompletionStage<Long>> written = disk.write(lines);
        untidied += lines.size();
        if (untidied >= TIDY_AFTER) {
            untidied = 0;
            disk.tidy(clock.instant());
        }
        return written;
    }

    @Override
    public Future<Page> find(Question question) {
        return worker.call(() -> {
            writeNow();
            List<Kept> found = book.find(question);
            if (found.size() <= question.limit() && book.first() > 1) found = older(question, found);
            boolean more = found.size() > question.limit();
            List<Kept> page = more ? found.subList(0, question.limit()) : found;
            return new Page(page, more ? page.getLast().id() : null);
        });
    }

    /** What the memory found, and behind it what only the disk still has. */
    private List<Kept> older(Question question, List<Kept> newer) throws IOException {
        OlderDecisions older = new OlderDecisions(question, book.first(), question.limit() + 1 - newer.size());
        disk.readAll(older);
        List<Kept> all = new ArrayList<>(newer);
        all.addAll(older.newestFirst());
        return all;
    }

    /** What of the disk could not be read so far. Any thread. */
    List<Damage> damages() {
        return disk.damages();
    }

    /** Writes the last that was heard, and waits for the disk; but not for long, should it hang. */
    @Override
    public void close() throws IOException {
        try {
            for (CompletionStage<Long> written :
                    worker.call(this::writeNow).await(LAST_LINES.toMillis(), TimeUnit.MILLISECONDS)) {
                written.toCompletableFuture().join();
            }
        } catch (TimeoutException | RuntimeException e) {
            log.warn("the last decisions are not kept: {}", e.getMessage());
        }
        worker.close();
        disk.close();
    }
}
