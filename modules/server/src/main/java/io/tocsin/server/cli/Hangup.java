package io.tocsin.server.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, by which a daemon is asked to read its configuration again. The JDK offers signals only in {@code sun.misc}, of
 * which javac warns without a way to answer; so they are looked up by name, here and nowhere else.
 */
final class Hangup {
    private Hangup() {}

    static void onHangup(Runnable reload) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object reloading = Proxy.newProxyInstance(
                    Hangup.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        reload.run();
                        return null;
                    });
            Object hup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hup, reloading);
        } catch (InvocationTargetException e) {
            // Windows has no such signal: POST /-/reload does the same there.
            System.err.println("tocsin: no SIGHUP on this system; use POST /-/reload");
        } catch (ReflectiveOperationException e) {
            System.err.println("tocsin: this JDK hides signals; use POST /-/reload");
        }
    }
}
