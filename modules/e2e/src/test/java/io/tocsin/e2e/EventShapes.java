package io.tocsin.e2e;

import java.util.UUID;

/** The two shapes of events that payment platforms send. */
final class EventShapes {
    /** The first shape of payment platforms: an action and a message. */
    static final String SHAPE_A = """
            {"timestamp":"2026-01-05T08:00:01.010Z","level":"ERROR","service":"payment_api","request_id":"@",
             "action":"create_order_failed","message":"pool exhausted","user":"anna","duration_ms":812,
             "extra":{"ip":"203.0.113.9","amount":12.50,"path":"/orders","status":503,"tags":["a",null,true]}}""";

    /** The second: an operation, a status and a context. */
    static final String SHAPE_B = """
            {"timestamp":"2026-01-05T08:00:01.010+01:00","level":"error","service":"payment_api","request_id":"@",
             "operation":"create_order_failed","status":"failed","username":"anna","response_time_ms":812,
             "context":{"ip":"203.0.113.9","userId":7,"currency":"EUR","big":12345678901234567890}}""";

    private EventShapes() {}

    static String freshId() {
        return "req-" + UUID.randomUUID();
    }

    /** A shape with an id of its own, on one line. */
    static String event(String shape, String id) {
        return shape.replace("@", id).replace("\n", "");
    }
}
