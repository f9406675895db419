package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The main class of a {@link PeerProcess}: a command a line in, an answer a line out, until the input ends. */
final class PeerMain {
    private PeerMain() {}

    /** Arguments: the kind of peer, and its folder. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        // Whatever else speaks must not be taken for an answer.
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Peer peer = peer(args[0], Path.of(args[1]))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                JsonObject given = new JsonObject(line);
                answers.println(answer(peer, given).encode());
                answers.flush();
            }
        }
        System.exit(0);
    }

    private static JsonObject answer(Peer peer, JsonObject given) {
        try {
            return peer.answer(given.getString("command"), given);
        } catch (UnsupportedOperationException notYet) {
            return new JsonObject().put("unsupported", true);
        } catch (Exception | LinkageError failed) {
            failed.printStackTrace();
            return new JsonObject().put("error", failed.toString());
        }
    }

    private static Peer peer(String kind, Path folder) throws Exception {
        return switch (kind) {
            case "parse" -> new ParsePeer();
            case "journal" -> new JournalPeer();
            case "documents" -> new DocumentPeer(folder);
            case "store" -> new StorePeer(folder);
            case "discard" -> new DiscardPeer();
            default -> throw new IllegalArgumentException("no such peer: " + kind);
        };
    }
}
