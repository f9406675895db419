package io.tocsin.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Gives one desk a loop to live on. Deployed once for each: what the desk owns has one owner, so nothing is locked. */
final class LoopVerticle extends VerticleBase {
    private final String name;
    private final int waitingMax;
    private final Runnable bug;
    private @Nullable Loop loop;

    private LoopVerticle(String name, int waitingMax, Runnable bug) {
        this.name = name;
        this.waitingMax = waitingMax;
        this.bug = bug;
    }

    /** Deploys a loop; blocks the starting thread until it runs. */
    static Loop deploy(Vertx vertx, String name, int waitingMax, Runnable bug) {
        LoopVerticle verticle = new LoopVerticle(name, waitingMax, bug);
        vertx.deployVerticle(verticle).await();
        Loop loop = verticle.loop;
        if (loop == null) throw new IllegalStateException("the " + name + " loop did not start");
        return loop;
    }

    @Override
    public Future<?> start() {
        loop = new Loop(name, context, waitingMax, bug);
        return Future.succeededFuture();
    }
}
