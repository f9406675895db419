package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Runs a fake by hand: an optional port, then one readable line per arrival on standard output until Ctrl-C. */
final class FakeMain {
    private FakeMain() {}

    static <T> void run(String[] args, BiFunction<Vertx, Integer, Future<T>> start, Function<T, String> watch) {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        Vertx vertx = Vertx.vertx();
        start.apply(vertx, port)
                .onSuccess(fake -> print("listening: " + watch.apply(fake)))
                .onFailure(failure -> {
                    System.err.println("cannot listen on port " + port + ": " + failure.getMessage());
                    vertx.close();
                });
    }

    static void print(String line) {
        System.out.println(line.replace('\n', ' '));
    }
}
