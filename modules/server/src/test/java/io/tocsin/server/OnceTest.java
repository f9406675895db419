package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.OtherRequestException;
import io.tocsin.testkit.SimulatedTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OnceTest {
    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-02T12:00:00Z"));
    private final Once once = new Once(time);
    private int done;

    private Future<Integer> ask(String key, String request) {
        return once.answer(key, request, () -> Future.succeededFuture(++done));
    }

    @Test
    void theSameRequestIsDoneOnceAndAnsweredAlike() {
        assertThat(ask("k", "page").result()).isEqualTo(1);
        assertThat(ask("k", "page").result()).isEqualTo(1);
        assertThat(ask("other", "page").result()).isEqualTo(2);
    }

    @Test
    void whoAsksWhileItIsBeingDoneWaitsForTheSameAnswer() {
        Promise<Integer> slow = Promise.promise();
        Future<Integer> first = once.answer("k", "page", slow::future);
        Future<Integer> second = ask("k", "page");
        slow.complete(7);

        assertThat(first.result()).isEqualTo(7);
        assertThat(second.result()).isEqualTo(7);
        assertThat(done).isZero();
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        ask("k", "page");

        assertThat(ask("k", "resolve").cause())
                .isInstanceOf(OtherRequestException.class)
                .hasMessage("cannot use this Idempotency-Key again: it was used for another request at"
                        + " 2026-03-02T12:00:00Z");
    }

    @Test
    void whatFailedIsTriedAnew() {
        Future<Integer> failed = once.answer("k", "page", () -> Future.failedFuture("busy"));

        assertThat(failed.failed()).isTrue();
        assertThat(ask("k", "page").result()).isEqualTo(1);
    }

    @Test
    void answersAreForgottenAfterADayAndWhenThereAreTooMany() {
        ask("old", "page");
        time.advance(Once.REMEMBERED_FOR.plus(Duration.ofSeconds(1)));
        assertThat(ask("old", "page").result()).isEqualTo(2);
        for (int i = 0; i < Once.REMEMBERED_MAX; i++) ask("k" + i, "page");

        assertThat(ask("old", "page").result()).isEqualTo(done);
        assertThat(done).isEqualTo(Once.REMEMBERED_MAX + 3);
    }
}
