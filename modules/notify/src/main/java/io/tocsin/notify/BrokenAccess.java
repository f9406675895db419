package io.tocsin.notify;

/** What a configuration says about reaching a server makes no sense. The message is for people and holds no secret. */
final class BrokenAccess extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenAccess(String message) {
        super(message);
    }
}
