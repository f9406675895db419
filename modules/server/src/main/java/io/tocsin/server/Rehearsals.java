package io.tocsin.server;

import io.tocsin.ingest.EventDecoder;
import io.tocsin.ingest.Limits;
import io.tocsin.model.FieldNames;
import io.tocsin.oncall.Schedule;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.rehearse.Rehearsal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Makes rehearsals of the real parts of the server. */
public final class Rehearsals {
    private Rehearsals() {}

    /** What tests and backtests need, as a configuration has it. */
    public static Rehearsal of(Configuration configuration) {
        EventDecoder decoder = decoder(configuration);
        Map<String, String> teams = new HashMap<>();
        configuration.routing().receivers().forEach((name, receiver) -> {
            String team = receiver.labels().get("team");
            if (team != null) teams.put(name, team);
        });
        return new Rehearsal(
                new VirtualPeople(configuration),
                () -> new VirtualDoor(decoder),
                decoder,
                Set.copyOf(configuration.settings().aliases().of(FieldNames.TIME)),
                teams);
    }

    /** Reads events as the server with this configuration does. */
    public static EventDecoder decoder(Configuration configuration) {
        return new EventDecoder(
                configuration.settings().aliases(),
                Limits.defaults(),
                configuration.settings().masking());
    }

    /** On whose wall clock the nights of a rehearsal are: of the first schedule by name, or UTC without any. */
    public static ZoneId zone(Configuration configuration) {
        return configuration.oncall().schedules().values().stream()
                .min(Comparator.comparing(Schedule::name))
                .map(Schedule::zone)
                .orElse(ZoneOffset.UTC);
    }
}
