package io.tocsin.server;

import io.tocsin.model.Destination;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Delivery;
import java.util.Optional;
import java.util.function.Function;

/** What others tell about messages later than in their answers, and who wants none any more. On the alert loop. */
final class LaterNews {
    private final Outbox outbox;
    private final Messages messages;
    private final Closed closed;

    LaterNews(Outbox outbox, Messages messages, Closed closed) {
        this.outbox = outbox;
        this.messages = messages;
        this.closed = closed;
    }

    /** A message that had been taken has arrived. */
    void arrived(String id, String detail, Turn turn) {
        outbox.find(id)
                .filter(message -> message.delivery().state() == Delivery.State.DELIVERED)
                .ifPresent(message -> messages.update(
                        message,
                        message.answered(new Outcome.Delivered(detail, message.thread()), turn.now(), 0),
                        turn));
    }

    /** A message that had been taken will not arrive. This may be told before the answer that it was taken. */
    void bounced(String id, String why, Turn turn) {
        Outgoing before = outbox.find(id).orElse(null);
        if (before == null) return;
        switch (before.delivery().state()) {
            case SENDING -> messages.update(before, before.answered(new Outcome.Permanent(why), turn.now(), 0), turn);
            case DELIVERED -> {
                Outgoing after = before.with(before.delivery().bounced(why));
                messages.update(before, after, turn);
                turn.settled(after);
            }
            case PLANNED, RETRYING, FAILED, CANCELLED -> {}
        }
    }

    /** A phone wants no messages any more. */
    void stop(String number, Turn turn) {
        closed.stop(number, turn);
    }

    /** It wants them again. */
    void start(String number, Turn turn) {
        closed.start(number, turn);
    }

    /** Looks whether an answer says that its destination wants nothing more, ever. */
    void look(String id, Outcome outcome, Function<String, Optional<Destination>> addresses, Turn turn) {
        Optional<String> from = outbox.find(id).map(Outgoing::address);
        if (!(outcome instanceof Outcome.Permanent refused) || !refused.gone()) {
            from.ifPresent(closed::answered);
            return;
        }
        from.ifPresent(address -> addresses
                .apply(address)
                .ifPresent(destination -> closed.refused(address, destination, refused.detail(), turn)));
    }
}
