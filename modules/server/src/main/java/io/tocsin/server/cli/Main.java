package io.tocsin.server.cli;

/** Where a server without the demo starts. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code: 0 done, 1 could not, 2 wrong usage. */
    public static void main(String[] args) {
        System.exit(Commands.line().execute(args));
    }
}
