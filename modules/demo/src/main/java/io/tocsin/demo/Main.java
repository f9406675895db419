package io.tocsin.demo;

import io.tocsin.server.cli.Commands;

/** The command {@code tocsin} with everything in it, the demo too. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code: 0 done, 1 could not, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(Commands.line().addSubcommand(new DemoCommand()).execute(args));
    }
}
