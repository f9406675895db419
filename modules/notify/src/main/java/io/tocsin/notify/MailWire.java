package io.tocsin.notify;

import io.tocsin.model.SmtpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Says on the wire what the mail client (5.0.8) cannot be told to say: the server's name in the TLS handshake, and whom a user
 * acts as in {@code AUTH PLAIN}. The client makes its connections through the Vert.x that it is given, so it gets this one,
 * and one line of its conversation is completed as it leaves.
 */
final class MailWire extends VertxWrapper {
    private static final String AUTH_PLAIN = "AUTH PLAIN ";

    private final String serverName;
    private final MailLogin login;

    /** What stands in for a call; null lets it through. */
    private interface Instead {
        @Nullable
        Object of(String method, Object[] arguments);
    }

    private MailWire(Vertx vertx, String serverName, MailLogin login) {
        super((VertxInternal) vertx);
        this.serverName = serverName;
        this.login = login;
    }

    /** The Vert.x for the client of a server: the given one unless something has to be said. */
    static Vertx of(Vertx vertx, SmtpServer server, MailLogin login) {
        String name = server.tls().serverName();
        return name.isEmpty() && login.identity().isEmpty() ? vertx : new MailWire(vertx, name, login);
    }

    @Override
    public NetClient createNetClient(NetClientOptions options) {
        NetClient client = super.createNetClient(options);
        return dressed(
                NetClient.class,
                client,
                (method, arguments) -> method.equals("connect")
                        ? connect(client, (Integer) arguments[0], (String) arguments[1])
                                .map(this::dressed)
                        : null);
    }

    private Future<NetSocket> connect(NetClient client, int port, String host) {
        return serverName.isEmpty() ? client.connect(port, host) : client.connect(port, host, serverName);
    }

    private NetSocket dressed(NetSocket socket) {
        return dressed(NetSocket.class, socket, (method, arguments) -> {
            if (method.equals("upgradeToSsl") && !serverName.isEmpty()) return socket.upgradeToSsl(serverName);
            boolean plain = method.equals("write")
                    && arguments[0] instanceof String line
                    && line.startsWith(AUTH_PLAIN)
                    && !login.identity().isEmpty();
            return plain ? socket.write(plain()) : null;
        });
    }

    /** RFC 4616: whom to act as, who we are, password. */
    private String plain() {
        String message = login.identity() + "\0" + login.username() + "\0"
                + login.password().reveal();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return AUTH_PLAIN + Base64.getEncoder().encodeToString(bytes) + "\r\n";
    }

    private static <T> T dressed(Class<T> type, T target, Instead instead) {
        Object proxy = Proxy.newProxyInstance(
                MailWire.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object answer = instead.of(method.getName(), arguments == null ? new Object[0] : arguments);
                    return answer == null ? call(target, method, arguments) : answer;
                });
        return type.cast(proxy);
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
