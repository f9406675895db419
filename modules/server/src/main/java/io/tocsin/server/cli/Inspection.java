package io.tocsin.server.cli;

import io.tocsin.journal.Damage;
import io.tocsin.journal.Journal;
import io.tocsin.journal.Verification;
import io.tocsin.server.DataFolder;
import io.tocsin.server.SmallFilesCheck;
import io.tocsin.store.EventLog;
import io.tocsin.store.StoreCheck;
import io.tocsin.store.StoreCheck.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads every byte of a data folder that no server uses, says what is wrong, and repairs what can be. */
final class Inspection {
    private final Path data;
    private final PrintWriter out;

    /** How a journal is read. */
    @FunctionalInterface
    private interface Reading {
        Verification verify(Path folder) throws IOException;
    }

    Inspection(Path data, PrintWriter out) {
        this.data = data;
        this.out = out;
    }

    /**
     * Reads everything.
     *
     * @return whether all is whole
     * @throws IOException when a server has it, or it cannot be read at all
     */
    boolean check() throws IOException {
        try (DataFolder folder = DataFolder.takePresent(data)) {
            boolean index = index(folder, false);
            return others(folder) && index;
        }
    }

    /**
     * Lets go of what cannot be read of the index, and says what. Journals and small files are only read: a server goes on without
     * what is broken of the former, and says what to do about the latter.
     *
     * @return whether all is whole now
     * @throws IOException as {@link #check} does, and when it cannot be written
     */
    boolean repair() throws IOException {
        try (DataFolder folder = DataFolder.takePresent(data)) {
            boolean index = index(folder, true);
            if (!index) {
                out.println("after the repair:");
                index = index(folder, false);
            }
            return others(folder) && index;
        }
    }

    private boolean index(DataFolder folder, boolean repair) throws IOException {
        Path index = folder.path().resolve("index");
        if (!Files.isDirectory(index)) {
            out.println("index: none yet");
            return true;
        }
        StoreCheck store = new StoreCheck(index);
        boolean whole = true;
        for (Finding finding : repair ? store.repair() : store.check()) {
            whole &= finding.problems().isEmpty();
            tell(finding, repair);
        }
        return whole;
    }

    private void tell(Finding finding, boolean repair) {
        String name = "index/" + finding.partition();
        if (finding.problems().isEmpty()) {
            out.printf("%s: whole, %d events%n", name, finding.events());
            return;
        }
        finding.problems().forEach(problem -> out.printf("%s: damaged: %s%n", name, problem));
        if (finding.lostEvents() > 0) {
            String verb = repair ? "let go of" : "a repair lets go of";
            out.printf("%s: %s at most %d events%n", name, verb, finding.lostEvents());
        }
        if (repair && finding.events() > 0) out.printf("%s: %d events are there%n", name, finding.events());
    }

    private boolean others(DataFolder folder) throws IOException {
        boolean small = smallFiles(folder);
        return journals(folder) && small;
    }

    private boolean smallFiles(DataFolder folder) {
        boolean whole = true;
        for (SmallFilesCheck.Finding found : new SmallFilesCheck(folder.path()).check()) {
            boolean damaged = found.problem() != null;
            whole &= !damaged;
            if (damaged) out.printf("%s: damaged: %s%n", found.file(), found.problem());
            else out.printf("%s: whole%s%n", found.file(), found.note() == null ? "" : ", " + found.note());
        }
        return whole;
    }

    private boolean journals(DataFolder folder) throws IOException {
        boolean whole = journal(folder, "journal/events", EventLog::verify);
        for (String name : List.of("journal/alerts", "journal/decisions", "journal/incidents")) {
            whole &= journal(folder, name, path -> Journal.verify(path, (position, record) -> {}));
        }
        return whole;
    }

    private boolean journal(DataFolder folder, String name, Reading reading) throws IOException {
        Path path = folder.path().resolve(name);
        if (!Files.isDirectory(path)) {
            out.printf("%s: none yet%n", name);
            return true;
        }
        Verification found = reading.verify(path);
        out.printf(
                "%s: %s, %d records in %d files, positions %d to %d%n",
                name,
                found.whole() ? "whole" : "damaged",
                found.records(),
                found.segments(),
                found.firstPosition(),
                found.end() - 1);
        for (Damage damage : found.damages()) {
            out.printf("%s: %s: %s%n", name, damage.serious() ? "damaged" : "unfinished, as a crash leaves it", damage);
        }
        return found.whole();
    }
}
