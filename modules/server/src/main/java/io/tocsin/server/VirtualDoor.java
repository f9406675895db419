package io.tocsin.server;

import io.tocsin.ingest.BodyDecoder;
import io.tocsin.ingest.Decoded;
import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.EventIds;
import io.tocsin.ingest.Intake;
import io.tocsin.ingest.Limits;
import io.tocsin.model.LogEvent;
import io.tocsin.server.rehearse.Door;
import io.tocsin.store.EventBatch;
import io.tocsin.store.Recognised;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The way in as the server has it, decoder and recognition of what is sent again, with a memory that lasts as long as it. */
final class VirtualDoor implements Door {
    private final BodyDecoder bodies;
    private final Recognised recognised = new Recognised();
    private final Retries retries = new Retries(recognised, this::now);
    private Instant now = Instant.EPOCH;

    VirtualDoor(EventDecoder decoder) {
        bodies = new BodyDecoder(decoder, EventIds.after(0, Instant.EPOCH), Limits.defaults());
    }

    private Instant now() {
        return now;
    }

    @Override
    public List<LogEvent> take(String source, String batch, byte[] body, Instant at) {
        now = at;
        Decoded decoded = bodies.decode(body, at);
        int rejected = decoded.events().size() - decoded.accepted();
        Intake.Named named = new Intake.Named(batch, decoded.accepted(), rejected);
        Retries.Look look = retries.look(new Intake(source, Map.of(), decoded.events(), "", named));
        if (!(look instanceof Retries.Fresh fresh)) return List.of();
        EventBatch stored = fresh.batch();
        recognised.remember(stored.delivered(), stored.keys());
        return stored.events();
    }
}
