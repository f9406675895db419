package io.tocsin.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A SOCKS5 proxy: CONNECT, by name or address, with a login if asked. Source: RFC 1928, RFC 1929. */
public final class FakeSocks {
    private final Inbox<Passage> inbox = new Inbox<>();
    private final Map<String, String> hosts = new ConcurrentHashMap<>();
    private final NetServer server;

    /** Held on to: what a client that nobody holds has opened is closed by the garbage collector. */
    private final NetClient targets;

    private volatile int port;
    private volatile String login = "";

    /**
     * A connection that was asked for.
     *
     * @param named whether the client left it to the proxy to find the address of the host
     * @param login {@code user:password} that was told; empty for none
     */
    public record Passage(String host, int port, boolean named, String login) {}

    private FakeSocks(Vertx vertx) {
        this.targets = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(socket -> new SocksSession(this, socket).listen());
    }

    /** Listens on the loopback; port 0 picks a free one. */
    public static Future<FakeSocks> start(Vertx vertx, int port) {
        FakeSocks socks = new FakeSocks(vertx);
        return socks.server.listen(port, "127.0.0.1").map(listening -> {
            socks.port = listening.actualPort();
            return socks;
        });
    }

    /** {@code 127.0.0.1:1080}, for what stands before it to be added. */
    public String authority() {
        return "127.0.0.1:" + port;
    }

    /** From now on only who says so may pass; {@code user:password}. */
    public void require(String userAndPassword) {
        login = userAndPassword;
    }

    /** A name that only this proxy knows. */
    public void knows(String name, String address) {
        hosts.put(name, address);
    }

    public List<Passage> passages() {
        return inbox.all();
    }

    public Future<Void> close() {
        return server.close();
    }

    boolean wantsLogin() {
        return !login.isEmpty();
    }

    boolean admits(String userAndPassword) {
        return login.equals(userAndPassword);
    }

    Future<NetSocket> open(Passage passage) {
        inbox.add(passage);
        return targets.connect(passage.port(), hosts.getOrDefault(passage.host(), passage.host()));
    }

    /** Runs one by hand and prints who passes: {@code [port]}. */
    public static void main(String[] args) {
        FakeMain.run(args, FakeSocks::start, socks -> {
            socks.inbox.watch(passage -> FakeMain.print("to " + passage.host() + ":" + passage.port()));
            return "socks5://" + socks.authority();
        });
    }
}
