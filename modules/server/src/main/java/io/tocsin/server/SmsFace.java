package io.tocsin.server;

import io.tocsin.model.Notice;
import io.tocsin.server.callbacks.TextMessages;
import io.vertx.core.Future;
import java.util.List;

/** The alert desk as those see it who hear what became of text messages: every call goes over to its loop. */
final class SmsFace implements TextMessages {
    private final Loop loop;
    private final AlertDesk desk;

    SmsFace(Loop loop, AlertDesk desk) {
        this.loop = loop;
        this.desk = desk;
    }

    @Override
    public Future<List<Page>> pagesTo(String user) {
        String address = "person/" + user + "/sms";
        return loop.call(() -> Future.succeededFuture(desk.views().outbox().all().reversed().stream()
                .filter(message -> message.address().equals(address))
                .filter(message -> message.delivery().notice().kind() == Notice.Kind.PAGE)
                .filter(message -> message.delivery().attempts() > 0)
                .map(message -> new Page(message.incident(), message.round(), message.id()))
                .toList()));
    }

    @Override
    public Future<Void> arrived(String noticeId, String detail) {
        return loop.call(() -> desk.heardLater((news, turn) -> news.arrived(noticeId, detail, turn)));
    }

    @Override
    public Future<Void> bounced(String noticeId, String why) {
        return loop.call(() -> desk.heardLater((news, turn) -> news.bounced(noticeId, why, turn)));
    }

    @Override
    public Future<Void> stop(String number) {
        return loop.call(() -> desk.heardLater((news, turn) -> news.stop(number, turn)));
    }

    @Override
    public Future<Void> start(String number) {
        return loop.call(() -> desk.heardLater((news, turn) -> news.start(number, turn)));
    }
}
