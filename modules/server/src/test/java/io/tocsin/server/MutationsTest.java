package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliberate bugs, each in the code of the product itself: the simulation must notice every one of them, and soon. */
class MutationsTest {
    /** Seeds that a bug may survive. */
    private static final int SEEDS_MAX = 60;

    private static final String ESCALATION = "escalation/src/main/java/io/tocsin/escalation/";
    private static final String SERVER = "server/src/main/java/io/tocsin/server/";
    private static final String DELIVERY = "notify/src/main/java/io/tocsin/notify/Delivery.java";

    static List<Mutation> mutations() {
        return List.of(
                new Mutation(
                        "a page whose answer was lost counts as delivered",
                        DELIVERY,
                        "isUpdate()\n                        ?",
                        "isUpdate() || attempts > 0\n                        ?"),
                new Mutation(
                        "what the other side does not take now is never tried again",
                        DELIVERY,
                        "retried(notice, retry.detail(), retry.after(), now, jitter)",
                        "with(State.FAILED, retry.detail())"),
                new Mutation(
                        "Retry-After is not heeded",
                        DELIVERY,
                        "backoff.compareTo(floor) > 0 ? backoff : floor",
                        "backoff"),
                new Mutation(
                        "an attempt that a crash interrupted stays under way for ever",
                        DELIVERY,
                        "state == State.SENDING ? answered",
                        "state == State.FAILED ? answered"),
                new Mutation(
                        "levels come in half of their time",
                        ESCALATION + "Pace.java",
                        "atLeast(Duration.ZERO, turn.policy().level(next).after().minus(paged.after()))",
                        "turn.policy().level(next).after().minus(paged.after()).dividedBy(2)"),
                new Mutation(
                        "an acknowledgement does not take back what is still tried",
                        ESCALATION + "Answers.java",
                        "turn.emit(new CancelPages(turn.incident().id(), turn.incident().round()));\n"
                                + "        turn.emit(new TellAcknowledged",
                        "turn.emit(new TellAcknowledged"),
                new Mutation(
                        "the button of an old round acknowledges the new one",
                        ESCALATION + "Answers.java",
                        "pressed != null && pressed != round",
                        "pressed != null && pressed > round"),
                new Mutation(
                        "a silence does not stop the clock",
                        ESCALATION + "Waiting.java",
                        "turn.pause(new Pause(turn.now, null, why));",
                        ""),
                new Mutation(
                        "the fallback is paged once, not every hour",
                        ESCALATION + "Ladder.java",
                        "turn.deadlines().exhausted() ? turn.now.plus(Escalation.FALLBACK_EVERY) : null",
                        "null"),
                new Mutation(
                        "whoever was on call when it began is paged, not who is now",
                        ESCALATION + "Ladder.java",
                        "Roster.of(level.targets(), schedules, turn.now)",
                        "Roster.of(level.targets(), schedules, turn.incident().openedAt())"),
                new Mutation(
                        "a new round forgets who was asked unless it is resolved",
                        ESCALATION + "Ladder.java",
                        "filter(f -> f.unless() == Unless.RESOLVED)",
                        "filter(f -> f.level() < 0)"),
                new Mutation(
                        "a new round has the ids of the old one",
                        ESCALATION + "NoticeIds.java",
                        "Integer.toString(round)",
                        "\"1\""),
                new Mutation(
                        "after an outage all late levels come at once",
                        ESCALATION + "Ladder.java",
                        "if (late && lateUsed)",
                        "if (late && lateUsed && next < 0)"),
                new Mutation(
                        "a message leaves before its step is on disk",
                        SERVER + "AlertDesk.java",
                        "return writer.write(turn, awaited).onComplete((durable, failure) -> {",
                        "turn.sends().forEach(this::send);\n"
                                + "        return writer.write(turn, awaited).onComplete((durable, failure) -> {"),
                new Mutation(
                        "messages are forgotten at a restart",
                        SERVER + "AlertDesk.java",
                        "for (Outgoing outgoing : messagesKnown) {",
                        "for (Outgoing outgoing : List.<Outgoing>of()) {"),
                new Mutation(
                        "what is gone is not written down as gone",
                        SERVER + "Turn.java",
                        "            put.remove(key);\n            forget.add(key);",
                        "            put.remove(key);"),
                new Mutation(
                        "what a sick disk did not take is never written",
                        SERVER + "Unsaved.java",
                        "for (String key : keys) turn.write(key, known.get(key));",
                        "known.clear();"),
                new Mutation(
                        "nothing moves with a clock that is set back",
                        SERVER + "SetBack.java",
                        "if (!step.isNegative()) return;",
                        "if (!step.isNegative() || step.isNegative()) return;"),
                new Mutation(
                        "what waits moves by half of what the clock was set back by",
                        SERVER + "SetBack.java",
                        "step.abs().minusNanos(1)",
                        "step.abs().dividedBy(2)"),
                new Mutation(
                        "what was over fires again by a clock that is set back",
                        SERVER + "RoutingDesk.java",
                        "before.earlierBy(by, turn.now())",
                        "new RouterState(before.alerts(), before.earlierBy(by, turn.now()).groups(), before.log(), before.silences())"),
                new Mutation(
                        "what was resolved is so for longer by a clock that is set back",
                        SERVER + "IncidentDesk.java",
                        "for (Incident incident : List.copyOf(book.all()))\n",
                        "for (Incident incident : List.copyOf(book.all())) if (incident.open())\n"),
                new Mutation(
                        "that the clock was set is not noticed",
                        SERVER + "ClockWatch.java",
                        "return step.abs().compareTo(STEP) < 0 ? Duration.ZERO : step;",
                        "return Duration.ZERO;"),
                new Mutation(
                        "a storm is told message by message",
                        SERVER + "Storms.java",
                        "case NOTIFY, RESOLVED -> outgoing",
                        "case NOTIFY, RESOLVED -> outgoing.level() > 0 && outgoing"));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void isNoticed(Mutation mutation) throws Exception {
        @SuppressWarnings("unchecked")
        LongFunction<String> mutant = (LongFunction<String>)
                mutation.load(Mutant.class.getName()).getConstructor().newInstance();

        String noticed = "";
        for (long seed = 1; seed <= SEEDS_MAX && noticed.isEmpty(); seed++) noticed = mutant.apply(seed);

        assertThat(noticed).as(mutation.bug()).isNotEmpty();
    }
}
