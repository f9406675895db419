package io.tocsin.server.cli;

import sun.misc.Signal;

/** SIGHUP, by which a daemon is asked to read its configuration again. The JDK offers it only here. */
final class Hangup {
    private Hangup() {}

    static void onHangup(Runnable reload) {
        try {
            Signal.handle(new Signal("HUP"), signal -> reload.run());
        } catch (IllegalArgumentException e) {
            // Windows has no such signal: POST /-/reload does the same there.
            System.err.println("tocsin: no SIGHUP on this system; use POST /-/reload");
        }
    }
}
