package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.vertx.core.Future;

/** Delivers notices. One call is one attempt; whoever calls decides about the next one. */
public interface Channel {
    /**
     * Renders and sends a notice and says what became of it.
     *
     * @param wording whose words it uses
     * @return never fails and always completes within the timeouts of the channel: every failure is an {@link Outcome},
     *     whose detail carries no secret
     */
    Future<Outcome> send(Notice notice, Wording wording);
}
