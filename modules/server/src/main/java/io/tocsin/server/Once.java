package io.tocsin.server;

import io.tocsin.server.api.OtherRequestException;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers that are remembered by the key of their request ({@code Idempotency-Key}), so that who lost an answer may ask again. In
 * memory: a restart forgets them. Owned by the alert loop.
 */
final class Once {
    /** People press buttons: more than this in an hour is a program that does not need its old answers. */
    static final int REMEMBERED_MAX = 1_000;

    /** Nobody waits longer before trying again. */
    static final Duration REMEMBERED_FOR = Duration.ofHours(24);

    private final InstantSource clock;
    private final Map<String, Remembered> byKey = new LinkedHashMap<>();

    private record Remembered(String request, Instant at, Future<?> answer) {}

    Once(InstantSource clock) {
        this.clock = clock;
    }

    /** The answer to the first request with a key; what failed is tried anew. */
    @SuppressWarnings("unchecked") // the same request is answered by the same work
    <T> Future<T> answer(String key, String request, Supplier<Future<T>> work) {
        Instant now = clock.instant();
        forget(now);
        Remembered known = byKey.get(key);
        if (known != null && !known.request.equals(request)) {
            return Future.failedFuture(new OtherRequestException(
                    "cannot use this Idempotency-Key again: it was used for another request at " + known.at));
        }
        if (known != null) return (Future<T>) known.answer;
        Future<T> answer = work.get();
        byKey.put(key, new Remembered(request, now, answer));
        return answer.onFailure(failed -> byKey.remove(key));
    }

    private void forget(Instant now) {
        Iterator<Remembered> oldest = byKey.values().iterator();
        while (oldest.hasNext()) {
            boolean old = oldest.next().at.plus(REMEMBERED_FOR).isBefore(now);
            if (!old && byKey.size() < REMEMBERED_MAX) return;
            oldest.remove();
        }
    }
}
