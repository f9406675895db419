package io.tocsin.server.callbacks;

import io.vertx.core.Future;
import java.util.List;

/** Text messages that left, as those need them who hear what became of them. */
public interface TextMessages {
    /**
     * A page that somebody got.
     *
     * @param noticeId says which code its reader names it by
     */
    record Page(String incident, int round, String noticeId) {}

    /** Pages that a user was sent as text messages, the newest first, for as long as messages are kept. */
    Future<List<Page>> pagesTo(String user);

    /** A message is on the phone. */
    Future<Void> arrived(String noticeId, String detail);

    /** A message will not arrive: another way is used, or others are asked. */
    Future<Void> bounced(String noticeId, String why);

    /** A phone wants no messages any more. */
    Future<Void> stop(String number);

    /** It wants them again. */
    Future<Void> start(String number);
}
