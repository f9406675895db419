package io.tocsin.server;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;

/** A running server, in this process. Tests start the same one that the command does. */
public final class Tocsin {
    private static final Duration UNDO_WITHIN = Duration.ofSeconds(10);

    private final Wiring wiring;

    private Tocsin(Wiring wiring) {
        this.wiring = wiring;
    }

    /**
     * Starts everything and returns once logs are accepted.
     *
     * @throws io.tocsin.yaml.ConfigException when the configuration is refused, with everything that is wrong in it
     * @throws IOException when the data folder cannot be used, or is in use
     */
    public static Tocsin start(StartOptions options) throws IOException {
        Teardown teardown = new Teardown();
        try {
            return new Tocsin(new Wiring(options, WallClock.ofTheMachine(), teardown));
        } catch (IOException | RuntimeException e) {
            teardown.run(UNDO_WITHIN);
            throw e;
        }
    }

    /** The address that it listens on, as a URL without a slash at the end. */
    public String url() {
        return wiring.url();
    }

    /** Reads the configuration again; when it is refused nothing changes and the future says why. */
    public Future<Void> reload() {
        return wiring.reload();
    }

    /** Stops taking, finishes what was taken, and ends. */
    public void stop(Duration within) {
        wiring.stop(within);
    }
}
