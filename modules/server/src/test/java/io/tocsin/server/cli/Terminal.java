package io.tocsin.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs a command as a person would, and keeps what it printed. */
final class Terminal {
    private Terminal() {}

    static Outcome run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Commands.line().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(words);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** How it ended. */
    record Outcome(int code, String out, String err) {}
}
