package io.tocsin.server;

import io.tocsin.server.config.ConfigFolder;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.simulate.Account;
import io.tocsin.server.simulate.Company;
import io.tocsin.server.simulate.Simulation;
import io.tocsin.server.simulate.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;

/** Lends the alert desk, as it runs live, to simulations. */
public final class Simulations {
    private Simulations() {}

    /** Stories of so many days on the desk of this release. */
    public static Simulation of(int days) throws IOException {
        return of(days, SimulatedProcess.Machine.PRODUCT);
    }

    static Simulation of(int days, SimulatedProcess.Machine machine) throws IOException {
        List<Configuration> editions = editions();
        return new Simulation(story -> play(story, editions, machine), days);
    }

    private static Account play(Story story, List<Configuration> editions, SimulatedProcess.Machine machine) {
        // Our own log is silent under this key (logback.xml): nothing of this happens.
        MDC.put("rehearsal", "yes");
        try {
            return new SimulatedRoom(story, editions, machine).play();
        } finally {
            MDC.remove("rehearsal");
        }
    }

    /** Read from files, as live: how they are read is part of what is simulated. */
    private static List<Configuration> editions() throws IOException {
        List<Configuration> editions = new ArrayList<>();
        Path folder = Files.createTempDirectory("tocsin-simulate");
        try {
            for (int number = 0; number < Company.EDITIONS; number++) {
                Company company = Company.edition(number);
                Files.writeString(folder.resolve("routing.yml"), company.routingYml());
                Files.writeString(folder.resolve("oncall.yml"), company.oncallYml());
                editions.add(ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null));
            }
        } finally {
            for (String name : List.of("routing.yml", "oncall.yml")) Files.deleteIfExists(folder.resolve(name));
            Files.deleteIfExists(folder);
        }
        return editions;
    }
}
