package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.server.api.BusyException;
import io.tocsin.server.api.NoSuchReceiverException;
import io.tocsin.server.api.ReceiverTests.Result;
import io.tocsin.server.api.ReceiverTests.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReceiverTestDeskTest {
    private final List<Notice> sent = new ArrayList<>();
    private Function<Notice, Future<Outcome>> world = notice -> Future.succeededFuture(new Outcome.Delivered("ok", ""));
    private final ReceiverTestDesk desk = new ReceiverTestDesk(
            () -> AlertLab.load("lab"),
            (notice, wording) -> {
                sent.add(notice);
                return world.apply(notice);
            },
            () -> AlertLab.START);

    private List<String> told(String name, boolean person) {
        return desk.test(name, person, "anna").result().stream()
                .map(result -> result.address() + " " + result.verdict() + " " + result.detail())
                .toList();
    }

    @Test
    void everyIntegrationOfAReceiverIsTriedAndWhatWasOpenedIsClosed() {
        assertThat(told("oncall", false))
                .containsExactly("receiver/oncall/slack[0] DELIVERED ok", "receiver/oncall/pagerduty[0] DELIVERED ok");

        assertThat(sent)
                .extracting(Notice::kind)
                .containsExactly(Notice.Kind.NOTIFY, Notice.Kind.NOTIFY, Notice.Kind.RESOLVED);
        assertThat(sent.getLast().briefing().group().key())
                .isEqualTo(sent.get(1).briefing().group().key());
        assertThat(sent.getLast().briefing().group().firingAt(AlertLab.START)).isEmpty();
        assertThat(sent.getFirst().briefing().why()).contains("anna asked", "nothing is wrong");
    }

    @Test
    void everyContactMethodOfAPersonIsTried() {
        world = notice ->
                Future.succeededFuture(new Outcome.Retry("no answer from " + notice.person(), Duration.ofSeconds(1)));

        assertThat(told("anna", true))
                .containsExactly(
                        "person/anna/slack RETRY no answer from anna", "person/anna/email RETRY no answer from anna");
    }

    @Test
    void whatCouldNotBeClosedIsTold() {
        world = notice -> Future.succeededFuture(
                notice.kind() == Notice.Kind.RESOLVED
                        ? new Outcome.Permanent("answer 400")
                        : new Outcome.Delivered("ok", ""));

        assertThat(told("oncall", false).getLast())
                .isEqualTo("receiver/oncall/pagerduty[0] UNCLEAR opened, and not closed: answer 400");
    }

    @Test
    void whoIsNotThereIsUnknown() {
        assertThat(desk.test("anna", false, "").cause())
                .isInstanceOf(NoSuchReceiverException.class)
                .hasMessageStartingWith("there is no receiver 'anna'");
        assertThat(desk.test("oncall", true, "").cause()).hasMessageStartingWith("there is no user 'oncall'");
        assertThat(sent).isEmpty();
    }

    @Test
    void fewAreUnderWayAtATime() {
        Promise<Outcome> slow = Promise.promise();
        world = notice -> slow.future();
        List<Future<List<Result>>> tests = new ArrayList<>();
        for (int i = 0; i < ReceiverTestDesk.UNDER_WAY_MAX; i++) tests.add(desk.test("mail-only", false, "anna"));

        assertThat(desk.test("mail-only", false, "anna").cause()).isInstanceOf(BusyException.class);
        slow.complete(new Outcome.Ambiguous("no answer within 10 s"));

        assertThat(tests)
                .allSatisfy(test ->
                        assertThat(test.result()).extracting(Result::verdict).containsExactly(Verdict.UNCLEAR));
        assertThat(desk.test("mail-only", false, "anna").succeeded()).isTrue();
    }
}
