package io.tocsin.testkit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** One connection to the fake SOCKS proxy; everything happens on its event loop. */
final class SocksSession {
    private static final int VERSION = 5;
    private static final int NO_LOGIN = 0;
    private static final int PASSWORD = 2;
    private static final int NOTHING_FITS = 0xff;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int REFUSED = 5;

    private final FakeSocks proxy;
    private final NetSocket client;
    private Buffer heard = Buffer.buffer();
    private Step step = this::greeting;
    private String login = "";

    /** Reads one message; says how many bytes it took, 0 while it is not whole. */
    private interface Step {
        int read(Buffer bytes);
    }

    SocksSession(FakeSocks proxy, NetSocket client) {
        this.proxy = proxy;
        this.client = client;
        client.exceptionHandler(gone -> client.close());
    }

    void listen() {
        client.handler(chunk -> {
            heard.appendBuffer(chunk);
            int taken = step.read(heard);
            while (taken > 0) {
                heard = heard.getBuffer(taken, heard.length());
                taken = step.read(heard);
            }
        });
    }

    /** RFC 1928, section 3. */
    private int greeting(Buffer bytes) {
        if (bytes.length() < 2 || bytes.length() < 2 + bytes.getByte(1)) return 0;
        int wanted = proxy.wantsLogin() ? PASSWORD : NO_LOGIN;
        boolean offered = false;
        for (int i = 0; i < bytes.getByte(1); i++) offered |= bytes.getByte(2 + i) == wanted;
        if (bytes.getByte(0) != VERSION || !offered) {
            client.write(bytes(VERSION, NOTHING_FITS)).onComplete(told -> client.close());
            return 0;
        }
        client.write(bytes(VERSION, wanted));
        step = proxy.wantsLogin() ? this::login : this::request;
        return 2 + bytes.getByte(1);
    }

    /** RFC 1929. */
    private int login(Buffer bytes) {
        if (bytes.length() < 2) return 0;
        int name = bytes.getUnsignedByte(1);
        if (bytes.length() < 3 + name) return 0;
        int secret = bytes.getUnsignedByte(2 + name);
        if (bytes.length() < 3 + name + secret) return 0;
        login = text(bytes, 2, name) + ":" + text(bytes, 3 + name, secret);
        boolean admitted = proxy.admits(login);
        client.write(bytes(1, admitted ? 0 : 1)).onComplete(told -> {
            if (!admitted) client.close();
        });
        step = admitted ? this::request : this::silent;
        return 3 + name + secret;
    }

    /** RFC 1928, sections 4 and 6. */
    private int request(Buffer bytes) {
        if (bytes.length() < 5) return 0;
        int kind = bytes.getByte(3);
        int begin = kind == NAME ? 5 : 4;
        int length = kind == NAME ? bytes.getUnsignedByte(4) : kind == IPV6 ? 16 : 4;
        if (bytes.length() < begin + length + 2) return 0;
        String host = kind == NAME ? text(bytes, begin, length) : address(bytes.getBytes(begin, begin + length));
        step = this::silent;
        client.pause();
        proxy.open(new FakeSocks.Passage(host, bytes.getUnsignedShort(begin + length), kind == NAME, login))
                .onFailure(refused -> client.write(answer(REFUSED)).onComplete(told -> client.close()))
                .onSuccess(target -> {
                    client.write(answer(0));
                    client.pipeTo(target);
                    target.pipeTo(client);
                    client.resume();
                });
        return begin + length + 2;
    }

    private int silent(Buffer bytes) {
        return 0;
    }

    private static Buffer answer(int status) {
        return bytes(VERSION, status, 0, IPV4, 0, 0, 0, 0, 0, 0);
    }

    private static Buffer bytes(int... values) {
        Buffer buffer = Buffer.buffer();
        for (int value : values) buffer.appendByte((byte) value);
        return buffer;
    }

    private static String text(Buffer bytes, int from, int length) {
        return bytes.getString(from, from + length, StandardCharsets.UTF_8.name());
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
